import { expect, test } from 'vitest';
import { judgeEdit } from '../../src/digests/edit.ts';
import type { NewSentence } from '../../src/news/digest.ts';
import type { NewFact } from '../../src/news/story.ts';
import { findChanges } from '../../src/stories/development.ts';

/** "number 23 (9)": a fact, and what it was before. */
function change(...facts: string[]): NewSentence {
  const read = facts.map((text): NewFact => {
    const [, kind, value = '', before = null] = /^(\w+) ([^(]+?)(?: \((.+)\))?$/.exec(text) ?? [];
    // The tables below name kinds only.
    return { kind: kind as NewFact['kind'], value, before };
  });
  return { sentenceId: 1, sentence: `It says ${facts.join(' and ')}.`, facts: read };
}

const toll = change('number 23 (9)');
const spelling = change('name Karla Winter (Karl Winter)');
const arrest = change('name Karl Winter');
const cause = change('quote it was the wiring');

test.each([
  ['nothing changed', [], [], null],
  ['a number is different', [toll], [], [toll]],
  ['a name is put right', [spelling], [], [spelling]],
  ['one voice more', [arrest], [], null],
  ['a quotation more', [cause], [], [cause]],
  [
    'a voice with its quotation',
    [change('name Jo Hill', 'quote no comment')],
    [],
    [change('name Jo Hill', 'quote no comment')],
  ],
  ['corrections stand first', [cause, toll], [], [toll, cause]],
  ['the post says it already', [toll], [toll], null],
  ['only the words around it changed', [{ ...toll, sentence: 'Now 23.' }], [toll], null],
  ['a second change', [toll, cause], [toll], [toll, cause]],
  ['a change was taken back', [], [toll], []],
  ['another number', [change('number 24 (9)')], [toll], [change('number 24 (9)')]],
] as [string, NewSentence[], NewSentence[], NewSentence[] | null][])('when %s', (_, changes, noted, expected) => {
  const step = expected === null ? { kind: 'nothing' } : { kind: 'update', changes: expected, more: 0 };
  expect(judgeEdit({ changes, noted, isAnnounced: true })).toEqual(step);
});

test('a post says five changes and counts the rest', () => {
  const changes = Array.from({ length: 8 }, (_, i) => change(`number ${i + 10} (${i})`));
  expect(judgeEdit({ changes, noted: [], isAnnounced: true })).toEqual({
    kind: 'update',
    changes: changes.slice(0, 5),
    more: 3,
  });
});

test('a new time stamp is nothing, a risen toll is an update', () => {
  const version = (toll: string, stamp: string) =>
    [`Updated ${stamp}.`, `The fire in Dorford killed ${toll} people.`].map((text, i) => ({ id: i + 1, text }));
  const first = version('nine', '3 March, 10:15');
  expect(
    judgeEdit({ changes: findChanges(first, version('nine', '4 March, 08:00')), noted: [], isAnnounced: true }),
  ).toEqual({
    kind: 'nothing',
  });
  const step = judgeEdit({
    changes: findChanges(first, version('12', '4 March, 08:00')),
    noted: [],
    isAnnounced: true,
  });
  expect(step).toMatchObject({ kind: 'update', changes: [{ facts: [{ value: '12', before: 'nine' }] }] });
});

test.each([
  ['what corrects our post counts, what comes beside it does not', [toll, cause], [], [toll]],
  ['what does not correct it is nothing', [cause], [], null],
  ['what the post says already stays', [cause], [cause], null],
  ['a correction joins what the post says already', [cause, toll], [cause], [toll, cause]],
  ['a change was taken back', [], [toll], []],
] as [string, NewSentence[], NewSentence[], NewSentence[] | null][])(
  'of a page that changed unannounced, %s',
  (_, changes, noted, expected) => {
    const step = expected === null ? { kind: 'nothing' } : { kind: 'update', changes: expected, more: 0 };
    expect(judgeEdit({ changes, noted, isAnnounced: false })).toEqual(step);
  },
);
