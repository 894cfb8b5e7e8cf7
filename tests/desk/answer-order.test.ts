import { expect, test } from 'vitest';
import { differ, isByDate, newestFirst } from '../../src/desk/answer-order.ts';
import type { AnswerClaim } from '../../src/news/question.ts';
import { numberSentences } from '../../src/reading/sentences.ts';
import { ferryArticle } from '../store/scopes.ts';

function foundOn(versionId: string, day: string, text: string) {
  const paragraphs = [text];
  const ids = { id: versionId, versionId, contentHash: versionId, readAt: new Date(day) };
  const article = { ...ferryArticle({ paragraphs, sentences: numberSentences(paragraphs, 'en') }), ...ids };
  return { article, sentenceIds: new Set([1]), at: new Date(day) };
}

function claimFrom(...versionIds: string[]): AnswerClaim {
  const citations = versionIds.map((versionId) => ({ versionId, sentenceIds: [1] }));
  return { text: versionIds.join(), origin: 'written', citations };
}

const early = foundOn('1', '2026-11-18', 'The fire in the mill injured 12 workers, police said.');
const late = foundOn('2', '2026-11-20', 'The fire in the mill injured 19 workers, the hospital said.');
const other = foundOn('3', '2026-11-19', 'The council met on the new road and was in no hurry.');

test.each(['What has changed since Monday?', 'Who said the mill was safe?', 'What is the latest on the mill?'])(
  '“%s” is answered by date',
  (question) => {
    expect(isByDate(question)).toBe(true);
  },
);

test('how many and who did it are not', () => {
  expect(isByDate('How many workers were hurt?')).toBe(false);
  expect(isByDate('Who resigned as mayor of Ostry?')).toBe(false);
});

test('the statement with the newest article comes first; one of several articles is as new as the newest of them', () => {
  const claims = [claimFrom('3'), claimFrom('1'), claimFrom('1', '2')];
  const ordered = newestFirst(claims, [early, late, other]).map(({ text }) => text);
  expect(ordered).toEqual(['1,2', '3', '1']);
});

test('reports differ where their cited sentences give other figures of the same thing', () => {
  expect(differ([claimFrom('1'), claimFrom('2')], [early, late, other])).toBe(true);
  expect(differ([claimFrom('1'), claimFrom('3')], [early, late, other])).toBe(false);
  expect(differ([claimFrom('1')], [early, late])).toBe(false);
});
