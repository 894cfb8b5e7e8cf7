import type { Sentence } from '../news/sentence.ts';
import { endsInAbbreviation } from './abbreviations.ts';

/** Numbers the sentences of an article from 1; a sentence never reaches over the end of a paragraph. */
export function numberSentences(paragraphs: string[], language: string | null): Sentence[] {
  const segmenter = sentenceSegmenter(language);
  return paragraphs
    .flatMap((text, paragraph) => split(text, language, segmenter).map((sentence) => ({ paragraph, text: sentence })))
    .map((sentence, index) => ({ id: index + 1, ...sentence }));
}

/** The sentences of a text as they stand in it; only a line break inside one becomes a space. */
export function splitSentences(text: string, language: string | null): string[] {
  return split(text, language, sentenceSegmenter(language));
}

function sentenceSegmenter(language: string | null): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language ?? 'en', { granularity: 'sentence' });
  } catch {
    // A page may name a language that is no tag at all; the root rules serve any.
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}

function split(text: string, language: string | null, segmenter: Intl.Segmenter): string[] {
  return text
    .split(/(?:\r?\n[ \t]*){2,}/)
    .flatMap(unwrapLines)
    .flatMap((line) => joinSegments(segmentsOf(line, segmenter), language));
}

/** Lines of about one length were wrapped by a machine and are one text; otherwise a line break ends a sentence (a subhead). */
function unwrapLines(block: string): string[] {
  const lines = block
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const longest = lines.reduce((length, line) => Math.max(length, line.length), 0);
  const wrapped = longest <= 100 && lines.slice(0, -1).every((line) => line.length >= longest * 0.6);
  return wrapped ? [lines.join(' ')] : lines;
}

/**
 * The Unicode rules see no end before a number or a small letter ("… in 2020. 15 people …", "… rose. iPhones …") and leave an
 * opening bracket at the end of the sentence before, where no space tells ("。「"); both are cut here and judged like the others.
 */
function segmentsOf(line: string, segmenter: Intl.Segmenter): string[] {
  return [...segmenter.segment(line)].flatMap(({ segment }) =>
    segment.split(
      /(?<=[\p{L}\p{N}%)][.!?][”"’»)]?\s)(?=[“"‘«„(]?(?:\p{Sc}?\p{N}|\p{Ll}\p{Lu}))|(?<=[。!?！？][”」』’)）]?)(?=[「『“‘《【（]+$)/u,
    ),
  );
}

function joinSegments(segments: string[], language: string | null): string[] {
  const sentences: string[] = [];
  let current = '';
  for (const segment of segments) {
    const closing = current === '' ? '' : closingMarks(current, segment, language);
    current += closing;
    const rest = segment.slice(closing.length);
    if (current !== '' && rest.trim() !== '' && !goesOn(current, rest.trimStart(), language)) {
      sentences.push(current.trim());
      current = rest;
    } else {
      current += rest;
    }
  }
  if (current.trim() !== '') sentences.push(current.trim());
  return sentences;
}

/** The quotation marks a segment opens with that close the sentence before it ("« … . » Puis …"). */
function closingMarks(current: string, segment: string, language: string | null): string {
  const marks = /^[\s»«”“’)\]」』]+/u.exec(segment)?.[0] ?? '';
  const mark = marks.trim()[0];
  if (mark === undefined) return '';
  const opens = { '»': '«', '«': '»', '”': '“', '“': '„', '’': '‘', ')': '(', ']': '[', '」': '「', '』': '『' }[mark];
  // Danish and German books open with » and close with «, all others the other way round.
  if ((mark === '»') === (language === 'de' || language === 'da') && '«»'.includes(mark)) return '';
  return opens !== undefined && current.lastIndexOf(opens) > current.lastIndexOf(mark) ? marks : '';
}

const SPEECH =
  /^(?:\p{Lu}[\p{L}.’'-]*\s+){1,4}(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|shouted|wondered|continued|tweeted)\b/u;

/** Whether what follows is still the same sentence. Reads only the end of `before` and the start of `after`. */
function goesOn(before: string, after: string, language: string | null): boolean {
  const end = before.slice(-60).trimEnd();
  if (/^[「『“‘《【（]+$/u.test(before.trim())) return true;
  if (!/[\p{L}\p{N}]/u.test(after.slice(0, 200)) && !/^[「『“‘《【（]/u.test(after)) return true;
  // Japanese puts the particle that makes a quotation part of its sentence right after it.
  if (/[」』]$/u.test(end) && /^(?:と|って|など|は|が|を|の)/u.test(after)) return true;
  if (/^[”"]?\s*\p{Ll}/u.test(after) && !/^\p{Ll}\p{Lu}/u.test(after)) return true;
  if (/[?!…]["”’»]$/u.test(end) && SPEECH.test(after.slice(0, 80))) return true;
  if (/^[-–—,;:]/u.test(after)) return !/^[-–—]\s?[\p{Lu}“"]/u.test(after);
  // A number alone is the mark of a list item.
  if (/^\p{N}{1,3}[.)]$/u.test(before.trim())) return true;
  return end.endsWith('.') && endsInAbbreviation(end, after, language);
}
