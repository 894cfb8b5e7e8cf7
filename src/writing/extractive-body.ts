import type { Sentence } from '../news/sentence.ts';
import { termsOf } from '../news/words.ts';
import { isClosed, isTrailer } from './extractive-fitness.ts';

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
export function bodyOf(sentences: Sentence[], title: string | null, language: string | null): BodySentence[] {
  const kept = placesOf(sentences).filter(({ sentence }) => !isTrailer(sentence.text));
  const closed = kept.filter(({ sentence }) => isClosed(sentence.text));
  // Some scripts and some pages have no full stops; then a missing one tells nothing.
  const byStops = closed.length > 0 && closed.length >= kept.length * 0.4;
  const story = (byStops ? closed : kept).filter(
    ({ sentence, index }) => !repeatsHeadline(sentence, index, title, language),
  );
  const heads = byStops ? headsOf(sentences) : [];
  let section = 0;
  return (story.length > 0 ? story : placesOf(sentences)).map(({ sentence, index }) => {
    while ((heads[section] ?? Number.POSITIVE_INFINITY) <= index) section++;
    return { sentence, index, section };
  });
}

function placesOf(sentences: Sentence[]): { sentence: Sentence; index: number }[] {
  return sentences.map((sentence, index) => ({ sentence, index }));
}

/** Places of the subheads: alone in their paragraph or first in it, without a full stop, after the story began. */
function headsOf(sentences: Sentence[]): number[] {
  const begin = sentences.findIndex(({ text }) => isClosed(text));
  return sentences.flatMap(({ text, paragraph }, index) => {
    const first = sentences[index - 1]?.paragraph !== paragraph;
    return index > begin && first && text.length < 100 && !isClosed(text) && !isTrailer(text) ? [index] : [];
  });
}

function repeatsHeadline({ text }: Sentence, index: number, title: string | null, language: string | null): boolean {
  if (title === null || index > 3) return false;
  const headline = new Set(termsOf(title, language));
  const terms = new Set(termsOf(text, language));
  const shared = terms.intersection(headline).size;
  return shared >= headline.size * 0.8 && shared >= terms.size * 0.8;
}
