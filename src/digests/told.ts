import type { EarlierPost, NewSentence, Telling } from '../news/digest.ts';

/** An article of a story. */
interface ArticleNow {
  id: string;
  /** Milliseconds since 1970. */
  published: number;
  sentences: readonly { id: number; text: string }[];
}

/** A story as it stands now. */
export interface StoryNow {
  id: string;
  /** The stories it follows, one after the other. */
  earlier: readonly string[];
  articles: readonly ArticleNow[];
}

/** What newer sentences tell that none of the statements told (stories/development.ts, findNew). */
export type FindNew = (told: readonly string[], newer: ArticleNow['sentences']) => NewSentence[];

export type Judgement =
  | { kind: 'skip' }
  | { kind: 'whole' }
  /** `sentences` are those of one article that tell the development, and `since` the post that told the story last. */
  | { kind: 'new'; since: EarlierPost; articleId: string; sentences: NewSentence[] };

/** The news of an article stands in its first sentences. */
const LEAD_SENTENCES = 2;
/** So much of an article is read; what is further down is background. */
const MAX_SENTENCES = 40;
/** Of a story that everybody tells, the newest articles are compared: the work grows with the product. */
const MOST_KNOWN = 8;
const MOST_LATER = 4;

/**
 * Nothing is told twice: a story never told is told whole; one that was told, itself or as an earlier story, only where an article
 * published later brings a real development, and then only what is new.
 */
export function judgeStory(story: StoryNow, told: readonly Telling[], findNew: FindNew): Judgement {
  const chain = new Set([story.id, ...story.earlier]);
  const tellings = told.filter(({ storyId }) => chain.has(storyId)).sort((one, other) => other.at - one.at);
  const last = tellings[0];
  if (!last) return { kind: 'whole' };
  const { later, known } = split(story.articles, last.lastPublished);
  // What stood in an article we had and did not tell is no development; what was told comes last, so that it is what is compared with.
  const statements = tellings.toReversed().flatMap((telling) => telling.statements);
  const old = [...known.flatMap(({ sentences }) => sentences.map(({ text }) => text)), ...statements];
  // Its words are forgotten, so nothing says what would be new: the same story is not told again, one that only follows it is.
  if (old.length === 0)
    return tellings.some(({ storyId }) => storyId === story.id) ? { kind: 'skip' } : { kind: 'whole' };
  const best = later
    .map(({ id, published, sentences }) => ({
      id,
      published,
      sentences: findNew(old, sentences).filter(isDevelopment),
    }))
    .map((article) => ({ ...article, weight: article.sentences.flatMap(factsThatCount).length }))
    .sort((one, other) => other.weight - one.weight || other.published - one.published)[0];
  if (!best || best.weight === 0) return { kind: 'skip' };
  return { kind: 'new', since: { ref: last.ref, at: last.at }, articleId: best.id, sentences: best.sentences };
}

/** By when they were published and not by when they came to us: an old article read late would turn the story back. */
function split(articles: readonly ArticleNow[], toldUntil: number) {
  const newest = articles.toSorted((one, other) => other.published - one.published).map(withOpening);
  return {
    later: newest.filter(({ published }) => published > toldUntil).slice(0, MOST_LATER),
    known: newest.filter(({ published }) => published <= toldUntil).slice(0, MOST_KNOWN),
  };
}

function withOpening(article: ArticleNow): ArticleNow {
  return { ...article, sentences: article.sentences.slice(0, MAX_SENTENCES) };
}

function isDevelopment(sentence: NewSentence): boolean {
  return factsThatCount(sentence).length > 0;
}

/** Told facts that are different now, and new numbers, dates and names of the lead. Quotations are voices; deep in the text is background. */
function factsThatCount({ sentenceId, facts }: NewSentence): NewSentence['facts'] {
  return facts.filter(({ kind, before }) => before !== null || (sentenceId <= LEAD_SENTENCES && kind !== 'quote'));
}
