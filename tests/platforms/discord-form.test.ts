import { expect, test } from 'vitest';
import type { Field, Form } from '../../src/chat/form.ts';
import { formatForm } from '../../src/platforms/discord/format-form.ts';
import { modalBreaches } from '../doubles/discord/rules/modal.ts';

const LONG = 'A very long text that goes on. '.repeat(200);

function field(given: Partial<Field>): Field {
  return { name: 'one', label: 'One', description: 'The one', kind: 'line', isRequired: false, choices: [], ...given };
}

function form(fields: Field[], given: Record<string, string> = {}): Form {
  return { title: LONG, command: 'summarize', given, fields };
}

test('a form keeps to Discord’s limits whatever it says', () => {
  const many = Array.from({ length: 40 }, (_, at) => `choice ${at}`);
  const modal = formatForm(
    form(
      [
        field({ name: 'a', label: LONG, description: LONG, kind: 'paragraph', isRequired: true }),
        field({ name: 'b', kind: 'choice', choices: ['x', 'y'], isRequired: true }),
        field({ name: 'c', kind: 'choice', choices: many }),
        field({ name: 'd', kind: 'choice', choices: [] }),
        field({ name: 'e' }),
      ],
      { a: LONG, b: 'y', e: 'short', z: 'rides along' },
    ),
  );
  // The rules look at a modal by its keys.
  expect(modalBreaches(JSON.parse(JSON.stringify(modal)))).toEqual([]);
  expect(modal.title.length).toBeLessThanOrEqual(45);
  expect(modal.custom_id).toBe('summarize?z=rides+along');
  expect(modal.components).toMatchObject([
    { component: { type: 4, style: 2, required: true } },
    {
      component: {
        type: 3,
        options: [
          { value: 'x', default: false },
          { value: 'y', default: true },
        ],
      },
    },
    { component: { type: 4 } },
    { component: { type: 4 } },
    { component: { type: 4, style: 1, required: false, value: 'short' } },
  ]);
  // What is longer than a field takes is left out of it.
  expect(JSON.stringify(modal)).not.toContain(LONG);
});

test('what a form can neither show nor carry along is refused in words', () => {
  expect(() => formatForm(form([field({})], { other: LONG }))).toThrow('larger than a form can carry along');
});
