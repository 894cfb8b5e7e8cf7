import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { FUNCTION_WORDS } from '../news/function-words.ts';

type Eld = typeof import('eld/extrasmall');

/** Enough to tell, and a bound on what a long text costs. */
const MAX_CHARS = 20_000;

/**
 * The primary ISO 639-1 subtag of the language a text is written in; null when it is none we know (keys, code, noise, numbers).
 * Scripts and function words settle most articles; only what they leave open loads the n-gram library (0.2 s, 90 MB, once).
 */
export function detectLanguage(text: string): string | null {
  const start = text.slice(0, MAX_CHARS);
  if (!looksWritten(start)) return null;
  return languageOfScript(start) ?? languageOfFunctionWords(start) ?? languageOfNgrams(start);
}

/** Whether at least half of what stands between the spaces is words as people write them: letters only, no capital inside. */
function looksWritten(text: string): boolean {
  let written = 0;
  let all = 0;
  for (const token of text.split(/\s+/)) {
    all += token.length;
    const word = token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (
      /^(?:\p{Lu}?[\p{Ll}\p{M}'’-]+|\p{Lu}{2,12}|[\p{Lo}\p{M}\p{P}\p{N}]+|\p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+)$/u.test(word)
    ) {
      if (/\p{L}/u.test(word) && word.length <= (/\p{Lo}/u.test(word) ? MAX_CHARS : 40)) written += token.length;
    }
  }
  return written > 0 && written >= all * 0.5;
}

/** Scripts that one language of the news uses nearly alone. */
const SCRIPTS: [string, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
];

function languageOfScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, script] of SCRIPTS) {
    const count = text.match(script)?.length ?? 0;
    // Japanese mixes kana with Han, so a quarter of kana is enough to tell it from Chinese.
    if (count > letters * (language === 'ja' ? 0.15 : 0.5)) return language;
  }
  return null;
}

/** Those whose function words no neighbour shares: Bulgarian has many of Russian's, Afrikaans of Dutch's, Galician of Portuguese's. */
const UNMISTAKABLE = new Set(['en', 'de', 'fr']);

/** Null unless one language's function words are many and clearly ahead of every other's. */
function languageOfFunctionWords(text: string): string | null {
  const tokens = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const ranked = [...FUNCTION_WORDS]
    .map(([language, known]) => ({ language, hits: tokens.filter((token) => known.has(token)).length }))
    .sort((one, other) => other.hits - one.hits);
  const [first, second] = ranked;
  if (!first || !second || first.hits < 8 || first.hits < tokens.length * 0.25) return null;
  return UNMISTAKABLE.has(first.language) && first.hits >= second.hits * 1.5 ? first.language : null;
}

function languageOfNgrams(text: string): string | null {
  const require = createRequire(import.meta.url);
  // The library is an ES module without a CommonJS door; Node loads it all the same by its file, and only when it is needed.
  const { eld } = require(fileURLToPath(import.meta.resolve('eld/extrasmall'))) as Eld;
  const found = eld.detect(text);
  return found.language !== '' && found.isReliable() ? found.language : null;
}
