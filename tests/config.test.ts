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
