import { type Kysely, sql } from 'kysely';
import { dictionaryOf } from './passages-language.ts';
import type { Schema } from './schema.ts';

/**
 * What each word is stemmed to; function words are left out. One written in capitals is kept even where it would be a
 * function word in small letters: WHO is not who.
 */
export async function stemWords(
  db: Kysely<Schema>,
  words: Iterable<string>,
  language: string | null,
): Promise<Map<string, string>> {
  const lowered = new Map([...new Set(words)].map((word) => [word, word.toLowerCase()]));
  const { rows } = await sql<{ word: string; lexeme: string | null }>`
    select word, (ts_lexize(${dictionaryOf(language)}::regdictionary, word))[1] as lexeme
    from unnest(${[...new Set(lowered.values())]}::text[]) as word`.execute(db);
  const stems = new Map(rows.map(({ word, lexeme }) => [word, lexeme]));
  const stemmed = new Map<string, string>();
  for (const [word, lower] of lowered) {
    const lexeme = stems.get(lower) ?? (/^\p{Lu}{2,6}$/u.test(word) ? lower : null);
    if (lexeme !== null) stemmed.set(word, lexeme);
  }
  return stemmed;
}
