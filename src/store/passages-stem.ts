import { type Kysely, sql } from 'kysely';
import type { SearchTerm } from '../news/passages.ts';
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
  const dictionaries = [...new Set(languages.map(dictionaryOf))];
  const { rows } = await sql<{ dictionary: string; word: string; lexeme: string | null }>`
    select dictionary, word, (ts_lexize(dictionary::regdictionary, word))[1] as lexeme
    from unnest(${[...new Set(distinct.map((word) => word.toLowerCase()))]}::text[]) as word,
      unnest(${dictionaries}::text[]) as dictionary`.execute(db);
  const stems = new Map(rows.map(({ dictionary, word, lexeme }) => [`${dictionary} ${word}`, lexeme]));
  return languages.flatMap((language) =>
    distinct.flatMap((word) => {
      const lower = word.toLowerCase();
      const lexeme = stems.get(`${dictionaryOf(language)} ${lower}`) ?? (isAcronym(word) ? lower : null);
      return lexeme === null ? [] : [{ word, language, lexeme }];
    }),
  );
}

function isAcronym(word: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(word);
}
