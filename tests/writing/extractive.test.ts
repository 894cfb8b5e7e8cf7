import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Sentence } from '../../src/news/sentence.ts';
import { detectLanguage } from '../../src/reading/language.ts';
import { numberSentences } from '../../src/reading/sentences.ts';
import { type Extractable, writeExtract } from '../../src/writing/extractive.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';

const ARTICLES = `${import.meta.dirname}/../fixtures/articles`;

/** The first line of a fixture is its headline. */
function readFixture(file: string): Extractable {
  const [title = '', ...paragraphs] = readFileSync(`${ARTICLES}/${file}`, 'utf8').trim().split('\n\n');
  const language = detectLanguage(paragraphs.join('\n'));
  return { title, language, sentences: numberSentences(paragraphs, language) };
}

function articleOf(paragraphs: string[], title: string | null = null): Extractable {
  return { title, language: 'en', sentences: numberSentences(paragraphs, 'en') };
}

function textsOf(article: Extractable, count: number): string[] {
  return writeExtract(article, count).map(({ text }) => text);
}

describe('every article', () => {
  test.each(readdirSync(ARTICLES))('%s is told in its own words, in its order, each with its sentence', (file) => {
    const article = readFixture(file);
    const byId = new Map(article.sentences.map((sentence: Sentence) => [sentence.id, sentence.text]));
    const claims = writeExtract(article, 4);
    expect(claims).toHaveLength(4);
    for (const claim of claims) {
      expect(claim.origin).toBe('quoted');
      expect(claim.sentenceIds.map((id) => byId.get(id))).toEqual([claim.text]);
    }
    const ids = claims.flatMap((claim) => claim.sentenceIds);
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
  });

  test.each(readdirSync(ARTICLES))('%s opens with its news and holds no trailer, subhead or question', (file) => {
    const article = readFixture(file);
    const texts = textsOf(article, 7);
    expect(texts[0]).toBe(article.sentences.find(({ text }) => /[.。]$/u.test(text) && text.length > 24)?.text);
    for (const text of texts) {
      expect(text).toMatch(/[.!”»。」]$/u);
      expect(text).not.toMatch(
        /comment|follow us|sign up|read more|lesen sie|lire aussi|reporting by|photo:|have a tip/iu,
      );
    }
  });
});

describe('what a reader must be told', () => {
  test.each([
    ['minister-steps-down.txt', 8, ['Brandvold resigned', '410 million', 'denied that she had known', 'Kari Lund']],
    ['bridge-closure.txt', 7, ['voted 7 to 2', 'could last up to 14 months', 'Priya Raman']],
    ['wildfire-evacuation.txt', 7, ['6,200 people', '9,800 acres', 'Elaine Whitcomb']],
    ['chipmaker-results.txt', 8, ['12 percent', '6.1 billion', 'Rolf Kessler']],
    ['vaccine-study.txt', 7, ['52 percent', '19 percent']],
    ['football-final.txt', 7, ['Kofi Adjei', 'Nuno Falcao']],
  ])('%s in %i sentences', (file, count, facts) => {
    const told = textsOf(readFixture(file), count).join(' ');
    for (const fact of facts) expect(told).toContain(fact);
  });

  it('claims of people stand with who claims them', () => {
    const told = textsOf(readFixture('minister-steps-down.txt'), 12);
    const claim = told.find((text) => text.includes('three more contracts'));
    expect(claim === undefined || claim.includes('He claimed')).toBe(true);
  });
});

describe('sentences that do not stand alone', () => {
  const LEAD = 'The city council of Harlow voted on Monday to close the old bridge over the river.';

  const FILLER = 'Schools in the district stay open on that day as they always do.';
  const FREE = 'The buses of two lines will be sent over the crossing near Station Road instead.';

  it.each([
    ['opens with a pronoun', 'It was built in 1931 by the engineer Paul Marsh of Leith.'],
    ['opens with a connective', 'However, the engineer Paul Marsh of Leith built it in 1931.'],
    ['asks', 'Was the old bridge built in 1931 by the engineer Paul Marsh of Leith?'],
    ['is only quoted', '“The engineer Paul Marsh of Leith built all of that in 1931.”'],
    ['is short', 'Paul Marsh built it.'],
    ['announces', 'The engineer Paul Marsh of Leith said this about the bridge in 1931:'],
  ])('one that %s yields to one that does', (_what, leaning) => {
    expect(textsOf(articleOf([LEAD, `${FILLER} ${leaning} ${FREE}`]), 2)).not.toContain(leaning);
  });

  it('one that does is chosen for what it tells', () => {
    const standing = 'The old bridge was built in 1931 by the engineer Paul Marsh of Leith.';
    expect(textsOf(articleOf([LEAD, `${FILLER} ${standing} ${FREE}`]), 2)).toEqual([LEAD, standing]);
  });

  it('the middle of somebody’s speech is not given out as the article’s own words', () => {
    const speech =
      '“The bridge is safe. Nobody has ever died on it in a hundred years. I cross it daily,” said Mayor Ann Lee.';
    const other = 'The mayor’s office declined to publish the inspection of the bridge from 2019.';
    expect(textsOf(articleOf([LEAD, speech, other]), 2)).toEqual([LEAD, other]);
  });

  it('the same said twice is said once', () => {
    const again = 'On Monday the city council of Harlow voted to close the old bridge over the river.';
    const other = 'Repairs are expected to cost about 26 million dollars and take a year.';
    expect(textsOf(articleOf([LEAD, again, other]), 2)).toEqual([LEAD, other]);
  });
});

describe('the edges', () => {
  it('a headline told again is no sentence of the article', () => {
    const headline = 'Council closes the old bridge.';
    const lead = 'The city council of Harlow voted on Monday to close the old bridge over the river.';
    expect(textsOf(articleOf([headline, lead], 'Council closes old bridge'), 5)).toEqual([lead]);
  });

  it('the first line of pasted text is taken for the headline it is', () => {
    const headline = 'Council closes bridge over the Harl';
    const lines = [
      headline,
      'The weather was mild in most parts of the country on Monday evening.',
      'Members of the council said that they would close the bridge over the Harl.',
    ];
    expect(textsOf(articleOf(lines), 5)).toEqual(lines.slice(1));
    expect(textsOf(articleOf([headline, 'Council closes bridge over Harl.', ...lines.slice(1)]), 5)).toEqual(
      lines.slice(1),
    );
  });

  it('a note about the writer is not the story', () => {
    const note = 'Ann Lee is a professor of bridges at Leith. The views expressed here are her own.';
    const story = 'The city council of Harlow voted on Monday to close the old bridge over the river.';
    expect(textsOf(articleOf([note, story]), 2)).toEqual([story]);
  });

  it('an article shorter than what is asked for comes whole', () => {
    const article = articleOf(['One man came to the town on Monday morning. Two women left it on Tuesday.']);
    expect(textsOf(article, 9)).toEqual(article.sentences.map(({ text }) => text));
  });

  it('a text of headings alone still gives what there is', () => {
    expect(textsOf(articleOf(['Leave a Comment']), 3)).toEqual(['Leave a Comment']);
  });

  it('nothing gives nothing', () => {
    expect(writeExtract({ title: null, sentences: [], language: null }, 5)).toEqual([]);
    expect(writeExtract(articleOf(['One man came to the town on Monday morning.']), 0)).toEqual([]);
  });

  it('an article of 60,000 words ends', () => {
    const paragraph = (place: number) =>
      `Reporter number ${place} wrote from town ${place * 7} that the water of river ${place % 90} had risen by ${place % 13} feet since dawn. ` +
      `The mayor of town ${place * 7} said that school ${place % 31} would stay closed and that hall ${place % 17} was full of families.`;
    const article = articleOf(Array.from({ length: 1500 }, (_, place) => paragraph(place)));
    const started = performance.now();
    expect(writeExtract(article, 10)).toHaveLength(10);
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
  });
});
