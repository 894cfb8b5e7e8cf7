import type { Claim } from '../news/claim.ts';
import type { Sentence } from '../news/sentence.ts';
import { termsOf } from '../news/words.ts';
import { type BodySentence, bodyOf, headlineOf } from './extractive-body.ts';
import { cosine, lexRank, type Vector, vectorsOf } from './extractive-centrality.ts';
import { factsOf, findIntroductions } from './extractive-facts.ts';
import { findOpenQuotations, standsAlone } from './extractive-fitness.ts';
import { opening } from './extractive-openers.ts';
import { type Candidate, selectSentences } from './extractive-select.ts';

export interface Extractable {
  title: string | null;
  sentences: Sentence[];
  /** Primary language subtag. */
  language: string | null;
}

/** Chosen on one half of the material of bench/extractive.ts and checked on the other. */
const LEAD = 0.8;
const LEAD_FADE = 4;
const OPENS_PARAGRAPH = 0.08;
const HEADLINE = 0.5;
const CENTRALITY = 0.4;

/**
 * The `count` sentences that tell most of the article, word for word and in its order; fewer when it has fewer.
 * Lead position, headline overlap and centrality choose; sentences that lean on others, only quote, ask, or are too short or long yield.
 */
export function writeExtract(article: Extractable, count: number): Claim[] {
  return selectSentences(weigh(article), Math.max(0, Math.floor(count))).map(({ sentence }) => ({
    text: sentence.text,
    sentenceIds: [sentence.id],
    origin: 'quoted',
  }));
}

function weigh({ title, sentences, language }: Extractable): Candidate[] {
  const quoted = findOpenQuotations(sentences);
  const introductions = findIntroductions(sentences, language);
  const headlineText = headlineOf(title, sentences);
  const body = bodyOf(sentences, headlineText, language);
  const vectors = vectorsOf([
    ...body.map(({ sentence }) => termsOf(sentence.text, language)),
    termsOf(headlineText, language),
  ]);
  const headline = vectors.pop() ?? new Map();
  const centrality = centralityOf(vectors, headline);
  return body.map(({ sentence, index, section }, place) => ({
    sentence,
    section,
    vector: vectors[place] ?? new Map(),
    facts: factsOf(sentence.text, language),
    introductions: introductions[index] ?? [],
    opening: opening(sentence.text, language),
    fitness: standsAlone(sentence.text, quoted[index] ?? false, language),
    score:
      leadOf(body, place) +
      HEADLINE * cosine(headline, vectors[place] ?? new Map()) +
      CENTRALITY * (centrality[place] ?? 0),
  }));
}

/** News tells the most important first, so the worth of a place fades; the first of a paragraph tells what it is about. */
function leadOf(body: BodySentence[], place: number): number {
  const opensParagraph = body[place - 1]?.sentence.paragraph !== body[place]?.sentence.paragraph;
  return LEAD * Math.exp(-place / LEAD_FADE) + (opensParagraph ? OPENS_PARAGRAPH : 0);
}

/** The graph's cost is quadratic, so a long article enters it with the best of each stretch by likeness to the whole. */
const MAX_GRAPH = 300;
const STRETCHES = 10;

function centralityOf(vectors: Vector[], headline: Vector): number[] {
  if (vectors.length <= MAX_GRAPH) return lexRank(vectors);
  const whole = sumOf(vectors, headline);
  const stretch = Math.ceil(vectors.length / STRETCHES);
  const entered = Array.from({ length: STRETCHES }, (_, part) =>
    vectors
      .map((vector, place) => ({ place, likeness: cosine(vector, whole) }))
      .slice(part * stretch, (part + 1) * stretch)
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, MAX_GRAPH / STRETCHES),
  ).flat();
  const ranks = lexRank(entered.map(({ place }) => vectors[place] ?? new Map()));
  const centrality = new Array<number>(vectors.length).fill(0);
  entered.forEach(({ place }, index) => {
    centrality[place] = ranks[index] ?? 0;
  });
  return centrality;
}

function sumOf(vectors: Vector[], headline: Vector): Vector {
  const sum = new Map(headline);
  for (const vector of vectors) for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  return sum;
}
