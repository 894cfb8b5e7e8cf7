import type { StoredArticle } from '../news/article.ts';
import type { Claim } from '../news/claim.ts';
import type { AnswerClaim, Citation } from '../news/question.ts';
import type { Sentence } from '../news/sentence.ts';
import type { Material } from '../writing/answer.ts';
import { estimateTokens } from '../writing/parts.ts';

/** An article with the sentences of it that are about the question. */
export interface Found {
  article: StoredArticle;
  sentenceIds: ReadonlySet<number>;
  /** When it was published or, where no date is known, read. */
  at: Date;
}

/** Sentences of several articles under one numbering, and the way back. */
export interface Numbered extends Material {
  /** A checked statement with what it cites in each article. */
  cited(claim: Claim): AnswerClaim;
}

/** So many sentences of one article at most. */
const MAX_SENTENCES = 16;
const LEAD = 2;
const TOKENS_OF_NUMBER = 4;

/**
 * The newest first, so that the latest account is the first that is read. What would cost more than `maxTokens` is left out,
 * from the last of those given on.
 */
export function numberMaterial(found: readonly Found[], maxTokens: number): Numbered {
  const fitting = thatFit(found, maxTokens).toSorted((one, other) => other.at.getTime() - one.at.getTime());
  return number(fitting, found[0]?.article.language ?? null);
}

function thatFit(found: readonly Found[], maxTokens: number): Found[] {
  let room = maxTokens;
  const fitting: Found[] = [];
  for (const one of found) {
    const sentences = chosen(one.article.sentences, one.sentenceIds);
    const within = sentences.filter(({ text }) => {
      room -= estimateTokens(text) + TOKENS_OF_NUMBER;
      return room > 0;
    });
    if (within.length === 0) break;
    fitting.push({ ...one, sentenceIds: new Set(within.map(({ id }) => id)) });
  }
  return fitting;
}

/** The sentences that were chosen, in the order given. */
function number(found: readonly Found[], language: string | null): Numbered {
  const sentences: Sentence[] = [];
  const places = new Map<number, { versionId: string; sentenceId: number }>();
  const lines: string[] = [];
  for (const { article, sentenceIds, at } of found) {
    // A gap between articles: what verify takes for neighbours must stand in one.
    const before = (sentences.at(-1)?.id ?? 0) + (sentences.length > 0 ? 1 : 0);
    const paragraphs = (sentences.at(-1)?.paragraph ?? -1) + 1;
    // On one line, as each sentence is: what looks like another line would be read as one.
    const title = article.title?.replace(/\s+/g, ' ') ?? 'without a title';
    lines.push(`Article: ${title} (${at.toISOString().slice(0, 10)})`);
    for (const { id, paragraph, text } of article.sentences.filter((one) => sentenceIds.has(one.id))) {
      const numberHere = before + id;
      sentences.push({ id: numberHere, paragraph: paragraphs + paragraph, text });
      places.set(numberHere, { versionId: article.versionId, sentenceId: id });
      lines.push(`${numberHere}. ${text.replace(/\s+/g, ' ')}`);
    }
  }
  return {
    ...{ sentences, title: null, text: lines.join('\n') },
    language,
    cited: ({ text, origin, sentenceIds }) => ({ text, origin, citations: citationsOf(sentenceIds, places) }),
  };
}

/** Those about the question with their neighbours, and the lead, which says what it is all about; a short article whole. */
function chosen(sentences: readonly Sentence[], ids: ReadonlySet<number>): Sentence[] {
  if (sentences.length <= MAX_SENTENCES) return [...sentences];
  const isNear = ({ id }: Sentence) => id <= LEAD || ids.has(id) || ids.has(id - 1) || ids.has(id + 1);
  return sentences.filter(isNear).slice(0, MAX_SENTENCES);
}

function citationsOf(
  ids: readonly number[],
  places: ReadonlyMap<number, { versionId: string; sentenceId: number }>,
): Citation[] {
  const found = ids.flatMap((id) => places.get(id) ?? []);
  const byVersion = Map.groupBy(found, ({ versionId }) => versionId);
  return [...byVersion].map(([versionId, cited]) => ({
    versionId,
    sentenceIds: cited.map(({ sentenceId }) => sentenceId),
  }));
}
