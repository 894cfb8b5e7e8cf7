import { describe, expect, test } from 'vitest';
import { isSupported } from '../../src/news/claim.ts';
import type { Sentence } from '../../src/news/sentence.ts';
import { checkText, findEvidence, similarity, verify } from '../../src/writing/verify.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { ARTICLES } from './verify-cases.ts';

for (const { topic, paragraphs, held, refused } of ARTICLES) {
  const sentences = number(paragraphs);
  describe(`about ${topic}`, () => {
    test.each(held)('is held: %s', (text) => {
      expect(checkText([text], sentences)).toMatchObject({ supported: true, hard: [] });
    });

    test.each(refused)('is refused: %s', (text) => {
      expect(checkText([text], sentences).supported).toBe(false);
    });
  });
}

const FERRY = number([
  ['The ferry carried 812 passengers and 40 crew.', 'It left Alden harbour on Friday.'],
  ['The owner, Brightwater Lines, reported a loss of $3.4 million.'],
]);

test('a statement that cites nothing, or a sentence that is not there, is refused with that reason', () => {
  expect(verify({ text: 'The ferry left.', sentenceIds: [] }, FERRY).findings[0]).toEqual({
    severity: 'hard',
    reason: 'The statement cites no sentence.',
  });
  expect(verify({ text: 'The ferry left Alden.', sentenceIds: [2, 9] }, FERRY).findings).toEqual([
    { severity: 'hard', reason: 'The article has no sentence 9.' },
  ]);
});

test('the reason names the number that is missing', () => {
  const { findings } = verify({ text: 'The ferry carried 821 passengers.', sentenceIds: [1] }, FERRY);
  expect(findings).toEqual([{ severity: 'hard', reason: 'The number 821 stands in none of the cited sentences.' }]);
});

test('a rounded number passes only where the statement says that it is rounded', () => {
  const passes = (text: string) => isSupported(verify({ text, sentenceIds: [1] }, FERRY));
  expect(passes('The ferry carried about 800 passengers.')).toBe(true);
  expect(passes('The ferry carried more than 800 passengers.')).toBe(true);
  expect(passes('The ferry carried 800 passengers.')).toBe(false);
  expect(passes('The ferry carried about 600 passengers.')).toBe(false);
});

test('a number of a sentence that is not cited does not count', () => {
  const text = 'Brightwater Lines reported a loss of $3.4 million.';
  expect(isSupported(verify({ text, sentenceIds: [3] }, FERRY))).toBe(true);
  expect(isSupported(verify({ text, sentenceIds: [1] }, FERRY))).toBe(false);
});

test('a translated statement is checked for numbers, names and quotations only', () => {
  const options = { language: 'de', sourceLanguage: 'en' };
  const passes = (text: string) => isSupported(verify({ text, sentenceIds: [3] }, FERRY, options));
  expect(passes('Brightwater Lines meldete einen Verlust von 3,4 Millionen Dollar.')).toBe(true);
  expect(passes('Brightwater Lines meldete einen Verlust von 5,4 Millionen Dollar.')).toBe(false);
  expect(passes('Brightwater Lines meldete „einen schweren Verlust“.')).toBe(false);
});

test('high novelty is a note and never holds a statement back', () => {
  const text = 'Vessel transported travellers across choppy waters yesterday evening.';
  const verdict = verify({ text, sentenceIds: [1] }, FERRY);
  expect(verdict.findings.map(({ severity }) => severity)).toEqual(['note']);
  expect(isSupported(verdict)).toBe(true);
});

test('evidence is found where the names and numbers stand', () => {
  expect(findEvidence('Brightwater Lines lost $3.4 million.', FERRY)[0]).toBe(3);
  expect(findEvidence('There were 812 passengers.', FERRY)[0]).toBe(1);
  expect(findEvidence('Xylophones.', FERRY)).toEqual([]);
});

test('similarity is 1 for the same words, 0 for none shared', () => {
  expect(similarity('The ferry left Alden.', 'The ferry left Alden.')).toBe(1);
  expect(similarity('The ferry left Alden.', 'Shares rose again.')).toBe(0);
});

test.each([
  ['one long word', 'a'.repeat(200_000)],
  ['many quotes', '"\''.repeat(50_000)],
  ['many points', 'U.'.repeat(50_000)],
  ['many capitals', 'The And '.repeat(20_000)],
  ['many numbers', '1,000. 2 million '.repeat(10_000)],
  ['spaces', ' '.repeat(200_000)],
  ['another script', '総理大臣は「はい」と述べた。'.repeat(2_000)],
  ['lone surrogates', '\ud800 \udc00 '.repeat(5_000)],
  ['nothing', ''],
])('hostile input is answered, not hung on: %s', (_, text) => {
  const started = performance.now();
  checkText([text], FERRY);
  checkText(['The ferry carried 812 passengers, police said.'], [{ id: 1, paragraph: 0, text }]);
  // Each takes well under a second where nothing else runs; what is hung on takes minutes.
  expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
});

function number(paragraphs: string[][]): Sentence[] {
  return paragraphs
    .flatMap((sentences, paragraph) => sentences.map((text) => ({ paragraph, text })))
    .map((sentence, index) => ({ id: index + 1, ...sentence }));
}

test('a description of the speaker is not taken for another speaker', () => {
  const source = number([['Lindholm won in three sets.', '“He deserved it more than me today,” the Swede said.']]);
  const verdict = verify({ text: '“He deserved it more than me today,” Lindholm said.', sentenceIds: [2] }, source);
  expect(isSupported(verdict)).toBe(true);
});
