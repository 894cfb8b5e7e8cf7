import type { Sentence } from '../news/sentence.ts';
import { termsOf } from '../news/words.ts';
import { disclaims, isClosed, isTrailer } from './extractive-fitness.ts';

/** A sentence that may be chosen, with its place among all sentences and the part of the article it stands in. */
export interface BodySentence {
  sentence: Sentence;
  index: number;
  section: number;
}

/**
 * The sentences of the story: without headlines told again, subheads, calls to the reader and credits. Where nothing else is there,
 * all of them: an extract is empty only when the article is.
 */
export function bodyOf(sentences: Sentence[], headline: string, language: string | null): BodySentence[] {
  const notes = notesOf(sentences);
  const kept = placesOf(sentences).filter(
    ({ sentence }) => !isTrailer(sentence.text) && !notes.has(sentence.paragraph) && !disclaims(sentence.text),
  );
  const closed = kept.filter(({ sentence }) => isClosed(sentence.text));
  // Some scripts and some pages have no full stops; then a missing one tells nothing.
  const byStops = closed.length > 0 && closed.length >= kept.length * 0.4;
  const story = (byStops ? closed : kept).filter(
    ({ sentence, index }) => !repeatsHeadline(sentence, index, headline, language),
  );
  const heads = byStops ? headsOf(sentences) : [];
  let section = 0;
  return (story.length > 0 ? story : placesOf(sentences)).map(({ sentence, index }) => {
    while ((heads[section] ?? Number.POSITIVE_INFINITY) <= index) section++;
    return { sentence, index, section };
  });
}

/** The article's title, or else a first line that stands alone and does not end as a sentence: pasted text opens so. */
export function headlineOf(title: string | null, sentences: Sentence[]): string {
  const [first, second] = sentences;
  const opensAlone = first !== undefined && first.paragraph !== second?.paragraph && !isClosed(first.text);
  return title || (opensAlone && first.text.length < 200 ? first.text : '');
}

function placesOf(sentences: Sentence[]): { sentence: Sentence; index: number }[] {
  return sentences.map((sentence, index) => ({ sentence, index }));
}

/** Short paragraphs about the writer: who it is and whose views these are. */
function notesOf(sentences: Sentence[]): Set<number> {
  const lengths = new Map<number, number>();
  for (const { paragraph } of sentences) lengths.set(paragraph, (lengths.get(paragraph) ?? 0) + 1);
  const notes = sentences.filter(({ text, paragraph }) => disclaims(text) && (lengths.get(paragraph) ?? 0) <= 5);
  return new Set(notes.map(({ paragraph }) => paragraph));
}

/** Places of the subheads: alone in their paragraph or first in it, without a full stop, after the story began. */
function headsOf(sentences: Sentence[]): number[] {
  const begin = sentences.findIndex(({ text }) => isClosed(text));
  return sentences.flatMap(({ text, paragraph }, index) => {
    const first = sentences[index - 1]?.paragraph !== paragraph;
    return index > begin && first && text.length < 100 && !isClosed(text) && !isTrailer(text) ? [index] : [];
  });
}

function repeatsHeadline({ text }: Sentence, index: number, headline: string, language: string | null): boolean {
  if (index > 3) return false;
  const told = new Set(termsOf(headline, language));
  const terms = new Set(termsOf(text, language));
  const shared = terms.intersection(told).size;
  return shared > 0 && shared >= told.size * 0.8 && shared >= terms.size * 0.8;
}
