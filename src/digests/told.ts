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
  /** `sentences` are those of one article, and `since` the post that told the story last. */
  | { kind: 'new'; since: EarlierPost; articleId: string; sentences: NewSentence[] };

/** The news of an article stands in its first sentences. */
const LEAD_SENTENCES = 3;

/**
 * Nothing is told twice: a story never told is told whole; one that was told, itself or as an earlier story, only where an article
 * published later brings a real development, and then only what is new.
 */
export function judgeStory(story: StoryNow, told: readonly Telling[], findNew: FindNew): Judgement {
  const chain = new Set([story.id, ...story.earlier]);
  const tellings = told.filter(({ storyId }) => chain.has(storyId)).sort((one, other) => other.at - one.at);
  const last = tellings[0];
  if (!last) return { kind: 'whole' };
  const statements = tellings.flatMap((telling) => telling.statements);
  // By when it was published and not by when it came to us: an old article read late would turn the story back.
  const later = story.articles.filter(({ published }) => published > last.lastPublished);
  const best = later
    .map(({ id, published, sentences }) => ({ id, published, sentences: findNew(statements, sentences) }))
    .map((article) => ({ ...article, weight: weigh(article.sentences) }))
    .sort((one, other) => other.weight - one.weight || other.published - one.published)[0];
  if (!best || best.weight === 0) return { kind: 'skip' };
  const since = { ref: last.ref, at: last.at };
  return { kind: 'new', since, articleId: best.id, sentences: best.sentences };
}

/** How many facts make a development: told facts that are different now, and new numbers, dates and names of the lead. */
function weigh(sentences: readonly NewSentence[]): number {
  const inLead = ({ sentenceId }: NewSentence) => sentenceId <= LEAD_SENTENCES;
  const facts = sentences.flatMap((sentence) =>
    // A new quotation is another voice, and a number deep in the text mostly background.
    sentence.facts.filter(({ kind, before }) => before !== null || (inLead(sentence) && kind !== 'quote')),
  );
  return facts.length;
}
