import type { Coverage } from '../news/article.ts';
import type { StructuredData } from './html-structured.ts';
import { countWords } from './words.ts';

const PAYWALL = [
  '[class*="paywall" i]',
  '[id*="paywall" i]',
  '[class*="subscriber-only" i]',
  '[class*="premium-content" i]',
  '[data-paywall]',
  '[class*="piano-" i]',
  '.tp-modal',
  '[class*="regwall" i]',
].join(',');
const TRUNCATED =
  '[class*="read-more" i],[class*="readmore" i],[class*="continue-reading" i],[class*="article-truncat" i]';
/** An article that says it is this much longer than what we have was cut. */
const CUT_SHARE = 0.75;

/** Judged by markup and by what the page states of itself; needs a look before the page is stripped of its furniture. */
export function findCoverage(
  document: Document,
  data: StructuredData,
): (paragraphs: string[]) => Omit<Coverage, 'words'> {
  const hasPaywall = document.querySelector(PAYWALL) !== null;
  const isStatedPaid =
    data.isFree === false || document.querySelector('meta[name="article:content_tier"][content="locked"]') !== null;
  const hasMoreMark = document.querySelector(TRUNCATED) !== null;
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
