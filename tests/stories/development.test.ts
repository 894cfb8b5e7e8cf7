import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findChanges, findNew } from '../../src/stories/development.ts';

test.each(readCases('development-cases.txt'))('new in a later article: $name', ({ before, after, expected }) => {
  expect(listed(findNew(before, numbered(after)))).toEqual(expected);
});

test.each(readCases('edit-cases.txt'))('changed by an edit: $name', ({ before, after, expected }) => {
  expect(listed(findChanges(numbered(before), numbered(after)))).toEqual(expected);
});

test('what is new comes with its sentence and the number of it', () => {
  const newer = numbered(['Nobody slept.', 'The fire killed 12 people.']);
  expect(findNew(['Nine people died in the fire.'], newer)).toEqual([
    {
      sentenceId: 2,
      sentence: 'The fire killed 12 people.',
      facts: [{ kind: 'number', value: '12', before: 'Nine' }],
    },
  ]);
});

function numbered(sentences: string[]) {
  return sentences.map((text, place) => ({ id: place + 1, text }));
}

function listed(found: ReturnType<typeof findNew>): string[] {
  const facts = found.flatMap((development) => development.facts);
  return facts.map(({ kind, value, before }) => `${kind} ${value}${before === null ? '' : ` (${before})`}`);
}

/** "-" opens a sentence that was told, "+" a newer one, "=" a fact that is new. */
function readCases(file: string) {
  const blocks = readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
    .split(/^# /mu)
    .slice(1);
  return blocks.map((block) => {
    const [name = '', ...lines] = block.trim().split('\n');
    const marked = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
    return { name, before: marked('-'), after: marked('+'), expected: marked('=').filter((fact) => fact !== 'none') };
  });
}
