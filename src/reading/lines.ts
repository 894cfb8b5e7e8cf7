const CLOSING = String.raw`[\p{Pe}\p{Pf}\p{Pi}"'’”»›\s\d[\]]*$`;
const SENTENCE_END = new RegExp(`[.!?…।॥؟۔։።。．！？]${CLOSING}`, 'u');
/** Also what leads on: a line before a list, a clause. */
const ANY_END = new RegExp(`[.!?…।॥؟۔։።。．！？,:;，：；|]${CLOSING}`, 'u');

/** Whether a line ends as sentences do, in any of the scripts that mark it; closing quotes and brackets may follow. */
export function endsSentence(line: string): boolean {
  return SENTENCE_END.test(line);
}

/** A short line without a full stop; headlines may ask or shout. */
export function isHeadline(line: string): boolean {
  return line.length <= 200 && countRough(line) <= 25 && !ANY_END.test(line.replace(/[?!？！]+$/, ''));
}

/** A line that names a part of the text and states nothing. */
export function isSubhead(line: string): boolean {
  return line.length <= 100 && countRough(line) <= 15 && !ANY_END.test(line);
}

/** A second wording of the headline: no sentence of the text, and sharing most of the shorter one's words. */
export function repeatsHeadline(line: string, headline: string): boolean {
  const [a, b] = [wordsOf(line), wordsOf(headline)];
  const shared = a.intersection(b).size;
  return isHeadline(line) && shared > 0 && shared >= Math.min(a.size, b.size) * 0.6;
}

/** A line that belongs to the page it was copied from and not to the article. */
export function isFurniture(line: string): boolean {
  return line.length <= 80 && FURNITURE.test(line.replace(/[\s:.!…»>→]+$/, ''));
}

function countRough(line: string): number {
  return line.split(/\s+/).length;
}

function wordsOf(line: string): Set<string> {
  return new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

const FURNITURE = new RegExp(
  `^(?:${[
    '(?:leave|post|add|write) an? (?:comment|reply)(?: below)?',
    '(?:\\d+ |view |show |see )?(?:all )?comments?(?: \\(\\d+\\))?',
    '(?:click to )?share(?: this| on| via)?(?: (?:article|story|post|page|facebook|twitter|x|whatsapp|linkedin|email|reddit))*',
    '(?:tweet|print|e-?mail|whatsapp|facebook|copy link)(?: this(?: article| story| page)?)?',
    'advertise?ment|ad|anzeige|werbung|publicité|publicidad|pubblicità|реклама|広告',
    '(?:story|article) continues (?:below|after).*',
    '(?:read|see|learn) (?:more|also|next)(?: (?:here|on|about)\\b.*)?|continue reading.*',
    '(?:related|recommended|more|popular|trending|latest) (?:articles?|stories|story|posts?|news|coverage|topics?)',
    '(?:sign|subscribe)(?: up| in)?(?: (?:to|for) (?:our|the|your)\\b.*)?',
    '(?:follow|like|join|find) us(?: on\\b.*)?',
    'skip to (?:main )?content|back to top|all rights reserved|listen to this article.*|\\d+ min(?:ute)?s? read',
    '(?:copyright )?(?:©|\\(c\\)).*|copyright \\d{4}.*',
  ].join('|')})$`,
  'iu',
);
