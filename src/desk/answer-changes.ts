import type { SearchScope } from '../news/passages.ts';
import type { AnswerSentence } from '../search/result.ts';
import type { Search } from '../search/search.ts';

/** "What has changed at the mill since Monday?" asks for whatever is told of the mill since then. */
const ASKS_CHANGES =
  /^\s*(?:and\s+|so\s+)?what(?:['’]s|\s+is|\s+has|\s+have)?\s+(?:changed|new|happened|the latest)\b(?:\s+(?:about|on|with|in|at|to))?\s*/iu;
/** Less of the question than this, as a share of its weight, and a passage is about something else. */
const LEAST_COVERAGE = 0.6;
const MOST = 3;

/** What a question for changes is about; null for any other question. */
export function subjectOfChanges(question: string): string | null {
  const rest = question.replace(ASKS_CHANGES, '');
  return rest === question || rest.trim() === '' ? null : rest;
}

/** The sentence that is most about the subject, of each of the articles since the time that is named. */
export async function findChanges(
  subject: string,
  within: SearchScope,
  asOf: Date,
  search: Search,
): Promise<AnswerSentence[]> {
  const { window } = await search.search(subject, within, asOf);
  const since = window === null ? {} : { since: within.since ?? new Date(window.from) };
  const { articles } = await search.search(subject, { ...within, ...since }, asOf);
  return articles
    .flatMap(({ passages }) => passages.slice(0, 1))
    .filter(({ coverage }) => coverage >= LEAST_COVERAGE)
    .slice(0, MOST)
    .flatMap(({ articleId, articleVersionId, sentenceIds: [sentenceId] }) =>
      sentenceId === undefined ? [] : [{ articleId, articleVersionId, sentenceId, text: '' }],
    );
}
