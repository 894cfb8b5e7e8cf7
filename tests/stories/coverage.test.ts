import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareCoverage } from '../../src/stories/coverage.ts';

const cases = readFileSync(`${import.meta.dirname}/coverage-cases.txt`, 'utf8')
  .split(/^# /mu)
  .slice(1)
  .map((block) => {
    const [name = '', ...lines] = block.trim().split('\n');
    const articles = lines
      .filter((line) => !line.startsWith('='))
      .map((line) => ({
        id: line.slice(0, 1),
        sentences: line
          .slice(2)
          .split(/(?<=[.!?]["”]?) (?=[A-Z"“])/u)
          .map((text, place) => ({ id: place + 1, text })),
      }));
    const expected = lines.filter((line) => line.startsWith('=') && line !== '= none').map((line) => line.slice(2));
    return { name, articles, expected };
  });

test.each(cases)('coverage of a story: $name', ({ articles, expected }) => {
  const found = compareCoverage(articles);
  expect(found.map(({ kind, values }) => `${kind}: ${values.map(({ value }) => value).join(' / ')}`)).toEqual(
    expected.map((line) => line.replace(/^(\w+) [^:]+:/u, '$1:')),
  );
  for (const [place, line] of expected.entries()) {
    const about = /^\w+ ([^:]+):/u.exec(line)?.[1] ?? '';
    expect(found[place]?.about).toContain(about);
  }
  for (const { articleId, sentenceId, sentence } of found.flatMap(({ values }) => values)) {
    expect(articles.find(({ id }) => id === articleId)?.sentences[sentenceId - 1]?.text).toBe(sentence);
  }
});
