import type { HtmlArticle } from './to-article.ts';

/** What a page without an article may be instead: judged by its markup. */
export function findSigns(document: Document): HtmlArticle['signs'] {
  return {
    loginForm: document.querySelector('input[type="password"],form[action*="login"],form[action*="signin"]') !== null,
    consent: document.querySelector(CONSENT) !== null,
    scriptsOnly: isScriptsOnly(document),
  };
}

const CONSENT = [
  'form[action*="consent"]',
  '[id*="cookie-consent" i]',
  '[class*="cookie-consent" i]',
  '[id*="onetrust" i]',
  '[id^="sp_message" i]',
  '[id*="didomi" i]',
  '[id*="usercentrics" i]',
  '[id*="consent" i]',
  '[class*="consent" i]',
].join(',');

const MOUNTS = '#root,#app,#__next,#__nuxt,app-root,[data-reactroot],[ng-app],[id="main-app"]';

/** Scripts, and next to no words outside of them. */
function isScriptsOnly(document: Document): boolean {
  if (document.querySelector('script') === null) return false;
  const body = document.body?.cloneNode(true) as Element | undefined;
  for (const part of body?.querySelectorAll('script,style,template,noscript,svg') ?? []) part.remove();
  const words = body?.textContent?.split(/\s+/).filter((word) => word !== '').length ?? 0;
  const asksForScripts = /javascript/i.test(document.querySelector('noscript')?.textContent ?? '');
  return words < 30 && (words === 0 || asksForScripts || document.querySelector(MOUNTS) !== null);
}
