import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configExample, readConfig } from '../src/config.ts';

test('.env.example lists every setting as the schema has it', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(configExample());
});

test('a wrong setting is named, with what is wrong about it', () => {
  expect(() => readConfig({ PORT: 'eighty' })).toThrow(/PORT: /);
});

test('an empty address counts as not given', () => {
  expect(readConfig({ REDIS_URL: '' }).REDIS_URL).toBeNull();
});

test('prices are read by model, whatever its name is', () => {
  expect(readConfig({ MODEL_PRICES: 'name=0.15/0.60, org/other:a=b = 1/2' }).MODEL_PRICES).toEqual([
    { model: 'name', input: 0.15, output: 0.6 },
    { model: 'org/other:a=b', input: 1, output: 2 },
  ]);
  expect(readConfig({ MODEL_PRICES: '' }).MODEL_PRICES).toEqual([]);
});

test.for(['name', 'name=1', '=1/2', 'name=-1/2', 'name=1/2/3', 'name=one/two', 'name=1.2.3/4', 'name=./.'])(
  'the price “%s” is refused, with what would be right',
  (given) => {
    expect(() => readConfig({ MODEL_PRICES: `other=1/2, ${given}` })).toThrow(
      `MODEL_PRICES: “${given}” must look like "name=0.15/0.60, other=1/2"`,
    );
  },
);

test('a day’s budget is a whole number of tokens, or none', () => {
  expect(readConfig({ BUDGET_TOKENS: '' }).BUDGET_TOKENS).toBeNull();
  expect(readConfig({ BUDGET_TOKENS: '200000' }).BUDGET_TOKENS).toBe(200_000);
  for (const wrong of ['-5', '0.5', 'many', '10']) {
    expect(() => readConfig({ BUDGET_TOKENS: wrong })).toThrow(/BUDGET_TOKENS: .*1,000/);
  }
});
