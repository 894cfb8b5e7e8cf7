import type { Coverage } from '../news/article.ts';
import type { StructuredData } from './html-structured.ts';
import { countWords } from './words.ts';

/** Class and id words, asked of the text: selectors over the tree take as long as parsing it. */
const PAYWALL =
  /\b(?:class|id)\s*=\s*["']?[^"'<>]{0,200}(?:paywall|regwall|subscriber-only|premium-content|piano-|tp-modal)|\bdata-paywall/i;
const TRUNCATED = /\bclass\s*=\s*["']?[^"'<>]{0,200}(?:read-?more|continue-reading|article-truncat)/i;
/** An article that says it is this much longer than what we have was cut. */
const CUT_SHARE = 0.75;

/** Judged by markup and by what the page states of itself. `markup` = the page without its scripts. */
export function findCoverage(
  document: Document,
  markup: string,
  data: StructuredData,
): (paragraphs: string[]) => Omit<Coverage, 'words'> {
  const hasPaywall = PAYWALL.test(markup);
  const isStatedPaid =
    data.isFree === false || document.querySelector('meta[name="article:content_tier"][content="locked"]') !== null;
  const hasMoreMark = TRUNCATED.test(markup);
  return (paragraphs) => {
    const read = countWords(paragraphs);
    const whole = data.wordCount ?? (data.articleBody ? countWords([data.articleBody]) : null);
    const share = whole === null ? null : Math.min(1, read / whole);
    const isCut = share !== null && share < CUT_SHARE;
    const endsOpen = /(?:…|\.\.\.)$/.test(paragraphs.at(-1)?.trim() ?? '');
    // A page may be marked as paid and still show all of it to everybody.
    if (isStatedPaid && share !== null && !isCut) return { extent: 'whole', share };
    if (isStatedPaid || (hasPaywall && (isCut || endsOpen))) return { extent: 'paywalled', share };
    if (isCut && hasMoreMark) return { extent: 'truncated', share };
    if (endsOpen && hasMoreMark) return { extent: 'truncated', share };
    return { extent: 'whole', share: null };
  };
}
