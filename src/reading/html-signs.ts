import type { HtmlArticle } from './to-article.ts';

/** What a page without an article may be instead: judged by its markup. */
export function findSigns(document: Document, html: string): HtmlArticle['signs'] {
  return {
    loginForm: document.querySelector('input[type="password"],form[action*="login"],form[action*="signin"]') !== null,
    // Asked of the text: nine selectors over the tree take longer than parsing it.
    consent: CONSENT.test(html),
    scriptsOnly: isScriptsOnly(document, html),
  };
}

const CONSENT =
  /\b(?:id|class)\s*=\s*["']?[^"'<>]{0,200}(?:consent|onetrust|sp_message|didomi|usercentrics)|<form[^>]{0,300}action=[^>]{0,300}consent/i;

const MOUNTS = '#root,#app,#__next,#__nuxt,app-root,[data-reactroot],[ng-app],#main-app';
const FEW_WORDS = 30;
const TEXT_NODE = 3;
const UNSEEN = new Set('SCRIPT STYLE TEMPLATE NOSCRIPT SVG'.split(' '));

/** Scripts, and next to no words outside of them. */
function isScriptsOnly(document: Document, html: string): boolean {
  const words = countShown(document.body, FEW_WORDS);
  if (words >= FEW_WORDS || !/<script/i.test(html)) return false;
  const asksForScripts = /javascript/i.test(document.querySelector('noscript')?.textContent ?? '');
  return words === 0 || asksForScripts || document.querySelector(MOUNTS) !== null;
}

/** Words that are shown without scripts, counted up to `enough`. */
function countShown(root: Node | null, enough: number): number {
  const stack: Node[] = root ? [root] : [];
  let words = 0;
  for (let node = stack.pop(); node && words < enough; node = stack.pop()) {
    if (node.nodeType === TEXT_NODE) words += node.nodeValue?.match(/\S+/g)?.length ?? 0;
    else if (!UNSEEN.has(node.nodeName.toUpperCase())) {
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child);
    }
  }
  return words;
}
