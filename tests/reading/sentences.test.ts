import { describe, expect, it, test } from 'vitest';
import { numberSentences, splitSentences } from '../../src/reading/sentences.ts';

/** In each case the sentences stand between bars. */
const CASES: [why: string, language: string | null, marked: string][] = [
  ['titles before names', 'en', 'Sen. Ted Cruz met Dr. Anna Berg and Gen. Mark Hale.|They talked.'],
  ['a country before a name', 'en', 'He works at the U.S. Treasury.|She left the U.S.|The talks ended.'],
  ['initials', 'en', 'J. K. Rowling and John F. Kennedy Jr. were named.|Nobody came.'],
  ['a company before a title', 'en', 'Velden Inc. Chief Executive Hanne Vos left Velden Inc.|The firm is sad.'],
  ['hours', 'en', 'It ends at 5 p.m. ET on Monday.|It began at 5 a.m.|Police came.'],
  ['numbered things', 'en', 'No. 5 Brazil won on Sept. 11.|He said no.|Then he left.'],
  ['a sentence that opens with a number', 'en', 'It opened in 2020.|15 people came.|“300 more are due,” he said.'],
  ['decimals and sums', 'en', 'It cost $3.5 million, or 2.1% more.|Nobody paid.'],
  ['a saint in a place', 'en', 'St. Louis lies on a river.|Ft. Bragg does not.'],
  ['a question inside a sentence', 'en', '“Why?” he asked.|“Why not!” Anna Berg said.|He left.'],
  ['a quotation of two sentences', 'en', '“It is over,” she said.|“I am glad.”|He was not.'],
  ['straight quotation marks', 'en', 'He said "stop."|Then he left.|"Really?"|Nobody knew.'],
  ['an ellipsis', 'en', 'He waited... and left.|Then... nothing.|She came…'],
  ['brackets', 'en', '(He had left.)|She stayed (until 5 p.m.) and slept.'],
  ['a name that opens in lower case', 'en', 'Sales rose.|iPhones sold well.'],
  ['French titles and guillemets', 'fr', 'M. Macron est parti.|« Bonjour. »|Il est revenu.|« Ça va ? » dit-il.'],
  ['French abbreviations', 'fr', 'L’art. 49.3, p. ex. hier, a servi.|Mme. Borne est là.'],
  ['German ordinals', 'de', 'Am 3. Oktober kam Dr. Müller.|Der 2. Weltkrieg endete.'],
  ['German abbreviations', 'de', 'Es kostet z. B. 5 Mio. Euro, d. h. viel.|„Gut so.“|Er ging.'],
  ['Spanish', 'es', 'El Sr. Pérez viajó a EE. UU. el lunes.|¿Por qué?|No se sabe.'],
  ['Russian', 'ru', 'В 2020 г. он ушел.|А. С. Пушкин родился в Москве.'],
  ['Chinese', 'zh', '他说：“我们走吧。”|然后离开了。|「好。」|他說。'],
  ['a Japanese quotation inside its sentence', 'ja', '首相は「賛成だ。」と述べた。|会議は終わった。'],
  ['Hindi', 'hi', 'यह अच्छा है।|वह गया।'],
  ['Arabic', 'ar', 'ذهب الرجل.|هل عاد؟|نعم.'],
  ['a language that is no tag', 'x!', 'One came.|Two left.'],
];

const UNSPACED = new Set(['zh', 'ja']);

describe('sentences are cut as a reader would', () => {
  test.each(CASES)('%s (%s)', (_why, language, marked) => {
    const wanted = marked.split('|');
    expect(splitSentences(wanted.join(UNSPACED.has(language ?? '') ? '' : ' '), language)).toEqual(wanted);
  });

  it('keeps lines that a machine wrapped together', () => {
    const wrapped =
      'The council voted on Monday to close the old bridge after an\ninspection found cracks in two of its piers. It will\nreopen in May.';
    expect(splitSentences(wrapped, 'en')).toEqual([
      'The council voted on Monday to close the old bridge after an inspection found cracks in two of its piers.',
      'It will reopen in May.',
    ]);
  });

  it('parts a subhead from the line below it', () => {
    const text =
      'What happened\nOn Monday the council voted to close the old bridge over the river Harl for at least a year.';
    expect(splitSentences(text, 'en')).toEqual(text.split('\n'));
  });

  it('loses no letter of a text, whatever is in it', () => {
    const text = 'a. b.. “c” » d! ? 12. e… (f.) «g» 「h。」 — i: j; No. 7 U.S. z. B. K. …';
    expect(splitSentences(text, 'de').join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});

describe('numbered sentences', () => {
  it('count from 1 through all paragraphs, and say which one they stand in', () => {
    expect(numberSentences(['One. Two.', '', 'Three'], 'en')).toEqual([
      { id: 1, paragraph: 0, text: 'One.' },
      { id: 2, paragraph: 0, text: 'Two.' },
      { id: 3, paragraph: 2, text: 'Three' },
    ]);
  });

  it('never reach over the end of a paragraph, even where it ends in an abbreviation', () => {
    expect(numberSentences(['He met Sen.', 'Ted Cruz left.'], 'en').map(({ text }) => text)).toEqual([
      'He met Sen.',
      'Ted Cruz left.',
    ]);
  });
});
