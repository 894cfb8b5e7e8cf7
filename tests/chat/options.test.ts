import { expect, test } from 'vitest';
import { choice, language, type Menus, readOptions, required, text, url, who } from '../../src/chat/options.ts';

const menus: Menus = { prompts: { styleNames: ['brief', 'deep'] }, titled: async () => [] };
const options = {
  url: url('The address'),
  style: choice('How', ({ prompts }) => prompts.styleNames),
  language: language('Which language'),
};

test('what is left out is null', () => {
  expect(readOptions(options, {}, menus)).toEqual({ url: null, style: null, language: null });
});

test.each([
  ['de', 'de'],
  ['German', 'de'],
  ['deutsch', 'de'],
  ['日本語', 'ja'],
])('the language %s is %s', (given, code) => {
  expect(readOptions(options, { language: given }, menus).language).toBe(code);
});

test.each([
  [{ language: 'klingonish' }, /Give a language, such as/],
  [{ style: 'loud' }, /Give one of brief, deep/],
  [{ url: 'example' }, /is not a web address/],
  [{ url: 'javascript:alert(1)' }, /is not a web address/],
  [{ url: 'file:///etc/passwd' }, /is not a web address/],
  [{ colour: 'red' }, /There is: url, style, language/],
])('%j is refused with what would have been right', (given, words) => {
  expect(() => readOptions(options, given, menus)).toThrow(words);
});

test('an address in the angle brackets chats put around it is read', () => {
  expect(readOptions(options, { url: '<https://example.org/a>' }, menus).url).toBe('https://example.org/a');
});

test('a required option that is missing is named with what it is for', () => {
  expect(() => readOptions({ id: required(text('The id')) }, {}, menus)).toThrow('“id” is missing: The id.');
});

test.each([
  ['<@123>', '@123'],
  ['<@!123>', '@123'],
  ['<@&45>', '&45'],
  ['<@U07AB|ada>', '@U07AB'],
  ['<!subteam^S1|desk>', '&S1'],
])('the mention %s is %s', (given, ref) => {
  expect(readOptions({ add: who('Whom') }, { add: given }, menus).add).toBe(ref);
});

test('a name that is no mention is refused', () => {
  expect(() => readOptions({ add: who('Whom') }, { add: 'ada' }, menus)).toThrow('Give a mention');
});
