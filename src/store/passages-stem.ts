import { type Kysely, sql } from 'kysely';
import type { SearchTerm } from '../news/passages.ts';
import { baseOf } from './passages-irregular.ts';
import { dictionaryOf } from './passages-language.ts';
import type { Schema } from './schema.ts';

type Stem = Omit<SearchTerm, 'articles'>;

/**
 * What each word is stemmed to in each language; function words have no stem. One written in capitals is kept even where it
 * would be a function word in small letters: WHO is not who.
 */
export async function stemWords(
  db: Kysely<Schema>,
  words: Iterable<string>,
  languages: (string | null)[],
): Promise<Stem[]> {
  const distinct = [...new Set(words)];
  const stems = await lexize(
    db,
    languages.map((language) => ({ language, bases: distinct.map((word) => baseOf(word.toLowerCase(), language)) })),
  );
  return languages.flatMap((language) =>
    distinct.flatMap((word) => {
      const lower = word.toLowerCase();
      const stem = stems.get(`${dictionaryOf(language)} ${baseOf(lower, language)}`);
      const lexeme = stem ?? (isAcronym(word) ? lower : null);
      return lexeme === null ? [] : [{ word, language, lexeme }];
    }),
  );
}

/** The stem, or null, of each word by dictionary and word. */
async function lexize(
  db: Kysely<Schema>,
  wanted: { language: string | null; bases: string[] }[],
): Promise<Map<string, string | null>> {
  const pairs = new Map<string, [string, string]>();
  for (const { language, bases } of wanted) {
    const dictionary = dictionaryOf(language);
    for (const base of bases) pairs.set(`${dictionary} ${base}`, [dictionary, base]);
  }
  const { rows } = await sql<{ dictionary: string; word: string; lexeme: string | null }>`
    select dictionary, word, (ts_lexize(dictionary::regdictionary, word))[1] as lexeme
    from unnest(${[...pairs.values()].map(([dictionary]) => dictionary)}::text[],
      ${[...pairs.values()].map(([, word]) => word)}::text[]) as pair (dictionary, word)`.execute(db);
  return new Map(rows.map(({ dictionary, word, lexeme }) => [`${dictionary} ${word}`, lexeme]));
}

function isAcronym(word: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(word);
}
