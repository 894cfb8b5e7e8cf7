import { describe, expect, test } from 'vitest';
import type { SourceItem } from '../../src/news/source.ts';
import { createFilter } from '../../src/sources/filter.ts';

const item: SourceItem = {
  id: '1',
  link: 'https://desk.example/transport/rail-strike-2024',
  title: 'Rail strike halts Zürich trains',
  author: 'Ann Lee',
  published: null,
  updated: null,
  text: 'The party’s talks on the budget 2025 failed. 鉄道のストライキ。',
  hasContent: true,
  language: 'en',
};

const judge = (filter: string, changes: Partial<SourceItem> = {}) => createFilter(filter)({ ...item, ...changes });

describe('a filter', () => {
  test.each([
    ['rail', true],
    ['RAIL', true],
    ['rai', false],
    ['rai*', true],
    ['*ike', true],
    ['art', false],
    ['zurich', true],
    ["party's", true],
    ['"talks on the budget"', true],
    ['“rail strike”', true],
    ['"strike rail"', false],
    ['ストライキ', true],
    ['rail strike', true],
    ['rail bus', false],
    ['rail AND strike', true],
    ['bus OR rail', true],
    ['bus | rail', true],
    ['NOT bus', true],
    ['rail NOT strike', false],
    ['rail -strike', false],
    ['-bus rail', true],
    ['NOT (bus OR rail)', false],
    ['(bus OR rail) AND (tram OR strike)', true],
    // NOT binds closest, then AND, then OR.
    ['rail OR bus tram', true],
    ['NOT rail OR strike', true],
    ['NOT NOT rail', true],
    ['title:budget', false],
    ['text:budget', true],
    ['author:"ann lee"', true],
    ['author:lee', true],
    ['language:en', true],
    ['lang:EN-GB', true],
    ['language:de', false],
    ['link:desk.example/transport', true],
    ['/budget \\d{4}/', true],
    ['/BUDGET/', false],
    ['/BUDGET/i', true],
    ['title:/^Rail .* trains$/', true],
    ['link:/transport\\/rail/', true],
    ['and', false],
    ['11:30', false],
  ])('%s lets it through: %s', (filter, passes) => {
    expect(judge(filter).passes).toBe(passes);
  });

  test.each([
    ['rail', '“rail” is in the title or the text'],
    ['title:budget', '“budget” is not in the title'],
    ['rail AND bus', '“bus” is not in the title or the text'],
    ['tram OR bus', '“tram” is not in the title or the text and “bus” is not in the title or the text'],
    ['rail NOT strike', '“strike” is in the title or the text'],
    ['language:de', 'its language is “en”, not “de”'],
    ['/x\\d/', '/x\\d/ is not in the title or the text'],
  ])('%s says why', (filter, because) => {
    expect(judge(filter).because).toBe(because);
  });

  test('an item that says no language is read for it', () => {
    const text =
      'Der Rat hat am Dienstag den Haushalt für das kommende Jahr beschlossen, und die Stadt wird nun die Brücke bauen.';
    expect(judge('language:de', { language: null, title: null, text }).passes).toBe(true);
  });
});

describe('a filter that can not be used says why, and where', () => {
  test.each([
    ['', /missing at the end.*character 1\b/],
    ['rail AND', /missing at the end/],
    ['OR rail', /before “OR” \(at character 1\)/],
    ['rail OR OR bus', /character 9\)/],
    ['(rail', /never closed \(at character 1\)/],
    ['rail)', /“\)” too many \(at character 5\)/],
    ['"rail', /quotation mark/],
    ['""', /nothing between/],
    ['colour:red', /no “colour:”; there is title, text, author, language, link/],
    ['title:', /missing after “title:”/],
    ['/rail', /no \/ at its end/],
    ['/a(/', /can't be read/],
    ['/(?=a)/', /can't be read/],
    ['/a/gi', /only letter/],
    ['link:/transport/x', /only letter/],
    [`/${'a'.repeat(600)}/`, /longer than 500/],
    ['/(a{900}){100}/', /repeats too much|can't be read/],
    ['('.repeat(50), /too deep/],
    ['NOT '.repeat(100), /too deep/],
    ['a '.repeat(300), /more than 100/],
    ['a'.repeat(3000), /longer than 2000/],
  ])('%s', (filter, problem) => {
    expect(() => createFilter(filter)).toThrow(problem);
  });
});

test('a pattern that would stall others ends at once', () => {
  const passes = createFilter('/^(a+)+$/')({ ...item, title: 'a'.repeat(50_000), text: '!' }).passes;
  expect(passes).toBe(false);
});
