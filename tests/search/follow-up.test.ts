import { expect, test } from 'vitest';
import { carryNames, isGrounded, leansOnEarlier } from '../../src/search/follow-up.ts';

const EARLIER = [
  {
    question: 'Why was the ferry Kittiwake taken out of service?',
    statements: ['Inspectors found a crack in its hull.'],
  },
  {
    question: 'Who resigned as mayor of Ostry?',
    statements: ['Tomas Weller resigned as mayor of Ostry over a contract, deputy Ingrid Solheim said.'],
  },
];

test.each([
  'And when did he resign?',
  'what about the deputy?',
  'How old is she?',
  'Why?',
  'What did it cost?',
  'What did she say about Ostry?',
])('“%s” leans on what was asked before', (question) => {
  expect(leansOnEarlier(question)).toBe(true);
});

test.each([
  'Who resigned as mayor of Ostry?',
  'How much did the new library in Steinau cost?',
  'When will the Vardal tunnel open?',
  'Why were the tram drivers on strike last week?',
])('“%s” stands alone', (question) => {
  expect(leansOnEarlier(question)).toBe(false);
});

test('the names of the last question, and for “he” the people of its answer, are put behind the next', () => {
  expect(carryNames('And when did he resign?', EARLIER)).toBe(
    'And when did he resign (Ostry, Tomas Weller, Ingrid Solheim)?',
  );
  expect(carryNames('And why?', EARLIER.slice(0, 1))).toBe('And why (Kittiwake)?');
  expect(carryNames('And what happened in Ostry?', EARLIER.slice(1))).toBe('And what happened in Ostry?');
});

test('a question that names nothing leaves its own words to the next', () => {
  expect(carryNames('And when?', [{ question: 'Why did the bank close?', statements: [] }])).toBe(
    'And when (bank, close)?',
  );
  expect(carryNames('And when?', [])).toBe('And when?');
});

test('what a rewritten question names must have been said', () => {
  const isSaid = (rewritten: string) => isGrounded(rewritten, 'And when did he resign?', EARLIER);
  expect(isSaid('When did Tomas Weller resign as mayor of Ostry?')).toBe(true);
  expect(isSaid('When did Anna Berg resign as mayor of Ostry?')).toBe(false);
  expect(isSaid('When did Tomas Weller resign in 2024?')).toBe(false);
});
