import type { Sentence } from '../news/sentence.ts';
import { termsOf } from '../news/words.ts';
import { isClosed, isTrailer } from './extractive-fitness.ts';

/** A sentence that may be chosen, with its place among all sentences and the part of the article it stands in. */
export interface BodySentence {
  sentence: Sentence;
  index: number;
  section: number;
}

/** The sentences of the story: without headlines told again, subheads, calls to the reader and credits. */
export function bodyOf(sentences: Sentence[], title: string | null, language: string | null): BodySentence[] {
  const places = sentences.map((sentence, index) => ({ sentence, index }));
  const kept = places.filter(({ sentence }) => !isTrailer(sentence.text));
  const closed = kept.filter(({ sentence }) => isClosed(sentence.text));
  // Some scripts and some pages have no full stops; then a missing one tells nothing.
  const byStops = closed.length >= kept.length * 0.4 && closed.length > 0;
  const story = (byStops ? closed : kept).filter(
    ({ sentence, index }) => !repeatsHeadline(sentence, index, title, language),
  );
  const heads = byStops ? headsOf(sentences) : [];
  return story.map(({ sentence, index }) => ({
    sentence,
    index,
    section: heads.filter((head) => head <= index).length,
  }));
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
