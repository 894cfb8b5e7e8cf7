import type { Finding } from '../../news/claim.ts';
import { isDay } from './dates.ts';
import type { Passage, Source, SourcePassage, Token } from './passage.ts';
import { isContent } from './wording.ts';

/** A run of capital words ("Doug O'Donnell", "Bank of England"). */
export interface Name {
  words: string[];
  text: string;
  /** Place of its first and last token in the statement. */
  from: number;
  to: number;
}

const TITLES = new Set(
  'president minister secretary senator sen rep gov governor mayor judge justice general gen captain sir lord lady dame prince princess king queen chancellor chairman chairwoman director professor prof doctor officer chief pope bishop coach mr mrs ms dr jr sr'.split(
    ' ',
  ),
);

/**
 * Every name of the statement stands in the cited sentences, beside them, or in the article where they point back to it. Loosely where other words have
 * capitals too (German) or names change with the language ("Londres"): a run of names then, none of whose words the article has.
 */
export function checkNames(
  statement: Passage,
  cited: SourcePassage[],
  near: SourcePassage[],
  source: Source,
  isLoose: boolean,
): Finding[] {
  const nearWords = wordsIn(near, source);
  const allWords = wordsIn(source.sentences, source);
  const pointsBack = cited.some(({ tokens }) => tokens.some(({ lower }) => PRONOUNS.has(lower)));
  const findings: Finding[] = [];
  for (const name of namesIn(statement)) {
    if (isLoose && (looseWords(name, statement).length < 2 || name.words.some((word) => stands(word, allWords))))
      continue;
    const missing = name.words.filter((word) => !stands(word, allWords));
    if (missing.length > 0) {
      findings.push({ severity: 'hard', reason: `The name “${name.text}” stands nowhere in the article.` });
    } else if (!isLoose && isMixed(name, source)) {
      findings.push({ severity: 'hard', reason: `The article has nobody and nothing by the name “${name.text}”.` });
    } else if (!pointsBack && !name.words.some((word) => stands(word, nearWords))) {
      findings.push({ severity: 'hard', reason: `The name “${name.text}” stands in none of the cited sentences.` });
    }
  }
  return findings;
}

/** Without the word that opens the sentence, which has a capital in any case. */
function looseWords({ words, from }: Name, { tokens }: Passage): string[] {
  return tokens[from]?.opens ? words.slice(1) : words;
}

/** A first name and a surname that the article has, but nowhere together ("Marta Kestrel"). */
function isMixed({ words }: Name, source: Source): boolean {
  const [first, last] = words;
  if (
    words.length !== 2 ||
    !first ||
    !last ||
    words.some((word) => !/^[\p{Ll}'-]{3,}$/u.test(word) || source.acronyms.has(word))
  )
    return false;
  const isNamed = (word: string) =>
    source.sentences.some(({ tokens }) => tokens.some(({ lower, isCapital }) => isCapital && lower === word));
  if (!isNamed(first) || !isNamed(last)) return false;
  return !source.sentences.some(({ tokens }) =>
    tokens.some(
      ({ lower }, place) =>
        lower === first && tokens.slice(Math.max(0, place - 4), place + 5).some((token) => token.lower === last),
    ),
  );
}

const PRONOUNS = new Set('he she they him her them his their it its who we i'.split(' '));

export function namesIn(statement: Passage): Name[] {
  const { tokens, text } = statement;
  const isHeadline = tokens.filter(({ isCapital }) => isCapital).length > 0.6 * tokens.length && tokens.length > 4;
  const names: Name[] = [];
  for (let from = 0; from < tokens.length; from++) {
    let to = from;
    while (isNameWord(tokens[to], tokens[from], text, tokens[to - 1], from === to)) to++;
    const run = tokens.slice(from, to);
    const alone = run.length === 1 && run[0]?.opens;
    const words = run
      .filter((token) => isContent(token) && !isDay(token.lower) && !TITLES.has(token.lower))
      .map(({ lower }) => lower);
    if (
      words.length > 0 &&
      !isHeadline &&
      !/^\p{Nd}/u.test(tokens[from - 1]?.lower ?? '') &&
      (!alone || looksLikeName(run[0], tokens[to]))
    ) {
      names.push({ words, text: run.map((token) => token.text).join(' '), from, to: to - 1 });
    }
    if (to > from) from = to - 1;
  }
  return names;
}

function isNameWord(
  token: Token | undefined,
  first: Token | undefined,
  text: string,
  before: Token | undefined,
  isFirst: boolean,
) {
  if (!token?.isCapital || token.clause !== first?.clause) return false;
  if (isFirst) return !token.opens || isContent(token);
  return (
    !token.opens &&
    !!before &&
    /^[\s-]*(?:'s)?\s*$/u.test(text.slice(before.end, token.start)) &&
    !text.slice(before.start, before.end).endsWith("'s")
  );
}

/** The first word of a sentence has a capital in any case: a name only where what follows says so. */
function looksLikeName(token: Token | undefined, next: Token | undefined): boolean {
  if (!token || !next) return false;
  if (/^\p{Lu}{2,}$/u.test(token.text)) return true;
  return (
    /^(?:said|says|told|claimed|resigned|signed|announced|denied|argued|warned|insisted|added|won|beat)$/u.test(
      next.lower,
    ) && !/(?:s|ing|men|people|police|one|it|he|she|they)$/u.test(token.lower)
  );
}

function wordsIn(sentences: SourcePassage[], source: Source): Set<string> {
  const words = new Set<string>();
  for (const { tokens } of sentences) {
    for (const [place, { lower }] of tokens.entries()) {
      words.add(lower);
      const after = tokens[place + 1]?.lower;
      if (after) words.add(`${lower}${after}`);
    }
  }
  for (const [letters, spelled] of source.acronyms) {
    if (words.has(letters)) for (const word of spelled) words.add(word);
    else if (spelled.every((word) => words.has(word))) words.add(letters);
  }
  return words;
}

const DEMONYMS = new Map(
  'uk england|uk english|uk scotland|uk wales|tv television|western west|eastern east|northern north|southern south|usa united|usa us|usa america|british britain|uk britain|uk united|us united|us america|american america|american us|america us|america united|french france|dutch netherlands|spanish spain|swiss switzerland|german germany|greek greece|turkish turkey|polish poland|danish denmark|swedish sweden|finnish finland|irish ireland|scottish scotland|welsh wales|english england|chinese china|japanese japan|britons britain|uk british|british uk|french french|thai thailand|afghan afghanistan|filipino philippines|eu european'
    .split('|')
    .map((pair) => pair.split(' '))
    .reduce(
      (map, [one = '', other = '']) =>
        map.set(one, [...(map.get(one) ?? []), other]).set(other, [...(map.get(other) ?? []), one]),
      new Map<string, string[]>(),
    ),
);

function stands(word: string, words: Set<string>): boolean {
  if (words.has(word)) return true;
  if (DEMONYMS.get(word)?.some((other) => words.has(other))) return true;
  if (word.endsWith('s') && words.has(word.slice(0, -1))) return true;
  if (words.has(`${word}s`)) return true;
  const root = word.replace(/(?:ians?|ans?|ese|ish|is?)$/u, '');
  if (root.length < 4) return false;
  for (const other of words) if (other.length <= root.length + 4 && other.startsWith(root)) return true;
  return false;
}
