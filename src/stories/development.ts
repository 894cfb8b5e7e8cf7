import type { NewFact } from '../news/story.ts';
import { agree, areSameThing, isBackground } from './coverage-numbers.ts';
import { type Facts, factsOf, tellSame } from './facts.ts';
import { wordsOfQuote } from './quotes.ts';

interface NumberedSentence {
  id: number;
  text: string;
}

/** A sentence that tells something new. */
export interface Development {
  sentenceId: number;
  sentence: string;
  facts: NewFact[];
}

/** What a newer article tells that none of the statements told before: its sentences with new numbers, names, dates or quotations. */
export function findNew(told: readonly string[], newer: readonly NumberedSentence[]): Development[] {
  const known = told.map(factsOf);
  return newer.flatMap(({ id, text }) => {
    if (isStamp(text) || isBackground(text)) return [];
    const facts = newFacts(factsOf(text), known);
    return facts.length === 0 ? [] : [{ sentenceId: id, sentence: text, facts }];
  });
}

/** What an edit changed: sentences of the newer version whose facts the older did not have. Empty for a new time stamp or wording. */
export function findChanges(older: readonly NumberedSentence[], newer: readonly NumberedSentence[]): Development[] {
  const same = new Set(older.map(({ text }) => wordsOnly(text)));
  const told = older.filter(({ text }) => !isStamp(text)).map(({ text }) => factsOf(text));
  return newer.flatMap(({ id, text }) => {
    if (same.has(wordsOnly(text)) || isStamp(text)) return [];
    const facts = newFacts(factsOf(text), told);
    return facts.length === 0 ? [] : [{ sentenceId: id, sentence: text, facts }];
  });
}

/** A line about the page ("Updated 3 March, 10:15"), not about the event. */
export function isStamp(text: string): boolean {
  return (
    /^\W*(?:(?:last|first)[- ])?(?:updated?|published|posted|modified|created|publication date|date|time)\b.{0,80}$/i.test(
      text.trim(),
    ) ||
    /^\W*(?:by [\p{L} .-]+[|,·] ?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?\d{1,2}[ /.-](?:\p{L}+|\d{1,2})[ /.-]\d{2,4}[\d\s:.,apm|·-]*(?:\p{Lu}{2,4})?\W*$/iu.test(
      text.trim(),
    ) ||
    /^\W*(?:about |over )?\d+ (?:minutes?|hours?|days?) ago\W*$/i.test(text.trim())
  );
}

function wordsOnly(text: string): string {
  return wordsOfQuote(text).join(' ');
}

function newFacts(facts: Facts, told: readonly Facts[]): NewFact[] {
  return [...newNumbers(facts, told), ...newNames(facts, told), ...newDates(facts, told), ...newQuotes(facts, told)];
}

function newNumbers(facts: Facts, told: readonly Facts[]): NewFact[] {
  return facts.measures.flatMap((measure) => {
    const isTold = told.some(({ measures }) =>
      measures.some(
        (old) => old.unit === measure.unit && (old.about === measure.about || !measure.isPlain) && agree(old, measure),
      ),
    );
    if (isTold) return [];
    const before = told
      .flatMap((line) => line.measures.filter((old) => areSameThing(measure, old, facts, line)))
      .at(-1);
    const value = `${measure.text}${measure.unit === '%' ? ' %' : ''}`;
    return [{ kind: 'number' as const, value, before: before?.text ?? null }];
  });
}

function newNames({ names }: Facts, told: readonly Facts[]): NewFact[] {
  const known = new Set(told.flatMap(({ text }) => wordsOfQuote(text).map(bare)));
  return names
    .filter(({ words }) => !known.has(bare(words.at(-1) ?? '')))
    .map(({ words }) => ({ kind: 'name', value: words.join(' '), before: null }));
}

function bare(word: string): string {
  return word.toLowerCase().replace(/['’]s?$/, '');
}

function newDates(facts: Facts, told: readonly Facts[]): NewFact[] {
  return facts.dates.flatMap((date) => {
    const same = told.filter((line) => tellSame(facts, line)).flatMap(({ dates }) => dates);
    const rival = same.find(({ kind }) => kind === date.kind);
    const isTold = told.some(({ dates }) => dates.some(({ value }) => value === date.value));
    if (isTold && (!rival || same.some(({ value }) => value === date.value))) return [];
    return [{ kind: 'date' as const, value: date.text, before: rival?.text ?? null }];
  });
}

function newQuotes({ quotes }: Facts, told: readonly Facts[]): NewFact[] {
  const known = told.map(({ text }) => wordsOnly(text));
  return quotes
    .filter((quote) => !known.some((text) => text.includes(wordsOnly(quote))))
    .map((value) => ({ kind: 'quote', value, before: null }));
}
