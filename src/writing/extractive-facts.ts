import { FUNCTION_WORDS } from '../news/function-words.ts';
import { termsOf } from '../news/words.ts';

/** A name of two words and more ("Doug O’Donnell", "Department of Justice"), with the article before it, if there is one. */
const NAME =
  /(?<article>\b(?:[Tt]he|[Aa]n?|[Ll]e|[Ll]a|[Ll]es|[Ee]l|[Ll]os|[Ll]as|[Ii]l|[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Hh]et|[Ee]en) )?(?<name>\p{Lu}[\p{L}\p{M}.’'-]*(?: (?:(?:de|da|do|del|della|van|von|den|der|bin|al|el|of|the|for) ){0,2}\p{Lu}[\p{L}\p{M}’'-]*)+)/gu;
const FIGURE =
  /(\p{Sc}\s?)?\p{N}+(?:[.,]\p{N}+)*(\s?(?:%|\p{Sc}|percent|per cent|million|billion|trillion|Prozent|Millionen|Milliarden))?/gu;

/** Who told it is no news: the outlets and papers that a sentence leans on do not count as its names. */
const INFORMANT =
  /\b(?:according to|laut|selon|d[’']après|según|secondo|segundo|volgens|enligt|ifølge)\s[^,.;]{1,80}[,.;]/giu;

/**
 * The names and figures of a sentence, each with how much it is worth to a reader who meets it for the first time. A single capital
 * tells nothing at a sentence's start, nor anywhere in German, where every noun has one.
 */
export function factsOf(sentence: string, language: string | null): Map<string, number> {
  const facts = new Map<string, number>();
  const common = FUNCTION_WORDS.get(language ?? 'en');
  const text = sentence.replace(INFORMANT, ' ');
  for (const { words, article } of fullNames(text, language)) {
    // What carries an article is mostly an institution; a person is what a reader must be told of.
    for (const word of words) facts.set(word, (article ? 0.6 : 1.2) / words.length);
  }
  if (language !== 'de') {
    for (const [word] of text.matchAll(/(?<=[\p{L}\p{N},;:]["”’)]?\s["“(]?)\p{Lu}[\p{L}\p{M}’'-]+/gu)) {
      if (!facts.has(bare(word)) && !common?.has(bare(word))) facts.set(bare(word), 0.4);
    }
  }
  // Scripts without capitals show no names; there every term may be one.
  if (!/\p{Ll}/u.test(text)) for (const term of termsOf(text, language)) facts.set(term, 0.2);
  for (const [figure, currency, unit] of text.matchAll(FIGURE)) facts.set(figure, currency || unit ? 1.2 : 0.7);
  return facts;
}

/**
 * For each sentence the ids of the earlier ones that introduce by full name somebody whom it only calls by the last ("O’Donnell"):
 * a reader who has not met them would ask who that is.
 */
export function findIntroductions(sentences: { id: number; text: string }[], language: string | null): number[][] {
  const introducedBy = new Map<string, number>();
  return sentences.map(({ id, text }) => {
    const names = fullNames(text, language).map(({ words }) => words);
    const here = new Set(names.flat());
    const needs = new Set<number>();
    for (const [word] of text.matchAll(/\p{Lu}[\p{L}\p{M}’'-]+/gu)) {
      const introduction = introducedBy.get(bare(word));
      if (introduction !== undefined && !here.has(bare(word))) needs.add(introduction);
    }
    for (const name of names) {
      const last = name.at(-1);
      if (last !== undefined && !introducedBy.has(last)) introducedBy.set(last, id);
    }
    return [...needs];
  });
}

function fullNames(text: string, language: string | null): { words: string[]; article: boolean }[] {
  const common = FUNCTION_WORDS.get(language ?? 'en');
  return [...text.matchAll(NAME)].flatMap(({ groups }) => {
    const words = (groups?.name ?? '')
      .split(' ')
      .filter((word) => /^\p{Lu}/u.test(word))
      .map(bare)
      .filter((word) => word !== '' && !common?.has(word));
    return words.length > 1 ? [{ words, article: groups?.article !== undefined }] : [];
  });
}

function bare(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/\P{L}+$/u, '');
}
