import type { Finding } from '../../news/claim.ts';
import type { Passage, Source, SourcePassage, Token } from './passage.ts';
import { stemsOf } from './stem.ts';
import { contentOf, isContent, senseOf, sensesOf } from './wording.ts';

/** Deeds that one person or body does and another does not. */
const DEEDS = new Set(
  [
    ...stemsOf(
      'resign quit sign win beat defeat lose sue buy acquire sell fire sack kill arrest shoot appoint nominate approve reject veto score lead found invent discover publish donate accuse convict acquit sentence ban fine order launch release build design replace succeed hire attack rescue recruit coach merge invest file appeal testify apologise apologize injure crash climb vote elect defect raise close open pay owe inherit marry divorce dismantle dissolve close abolish',
    ),
  ].map(senseOf),
);

/** The one who is said to do a deed does it in the source as well, not somebody else. */
export function checkActors(statement: Passage, cited: SourcePassage[], source: Source): Finding[] {
  const deed = deedOf(statement);
  if (!deed) return [];
  const rest = statement.tokens
    .slice(deed.place + 1)
    .filter((token) => isContent(token))
    .map(({ stem }) => senseOf(stem));
  const held = cited.filter((sentence) => sensesOf(sentence).has(deed.sense));
  const doers = held.map((sentence) => ({ sentence, ...doerIn(sentence, deed.sense, rest) }));
  const isHis = doers.some(
    ({ names, sentence }) =>
      names.length === 0 || names.some((name) => same(name, deed.name)) || refersBack(sentence, deed.name, source),
  );
  const other = doers.find(
    ({ names, shared }) => names.length > 0 && shared >= Math.min(2, rest.length) && shared * 2 >= rest.length,
  );
  if (
    doers.length === 0 ||
    isHis ||
    !other ||
    isPassive(statement, deed.place) ||
    isPassiveIn(other.sentence, deed.sense)
  )
    return [];
  return [
    {
      severity: 'grave',
      reason: `In sentence ${other.sentence.id} it is ${other.names.join(' ')} of whom “${deed.text}” is said, not ${deed.name.map(({ text }) => text).join(' ')}.`,
    },
  ];
}

function deedOf({ tokens, text }: Passage) {
  let name: Token[] = [];
  for (const [place, token] of tokens.entries()) {
    const sense = senseOf(token.stem);
    const isDeed = DEEDS.has(sense) || (token.lower === 'stepped' && tokens[place + 1]?.lower === 'down');
    if (isDeed && name.length > 0 && !token.isCapital)
      return { place, sense: token.lower === 'stepped' ? senseOf('resign') : sense, name, text: token.text };
    if (!token.isCapital || !isContent(token)) continue;
    const before = name.at(-1);
    name = before && text.slice(before.end, token.start).trim() === '' ? [...name, token] : [token];
  }
  return null;
}

/** The names that stand nearest before the deed, asides between dashes or commas left out, and how much else is shared there. */
function doerIn(sentence: SourcePassage, sense: string, rest: string[]) {
  const place = sentence.tokens.findIndex(
    ({ stem, lower }, at) =>
      senseOf(stem) === sense ||
      (lower === 'stepped' && sentence.tokens[at + 1]?.lower === 'down' && sense === senseOf('resign')),
  );
  const names: string[] = [];
  let seen = -1;
  for (let at = place - 1; at >= 0; at--) {
    const token = sentence.tokens[at];
    if (!token) break;
    if (isNameAt(token)) {
      if (seen !== -1 && seen - at > 3) break;
      names.unshift(token.text);
      seen = at;
    } else if (seen !== -1 && token.lower !== 'and' && seen - at > 1 && !coordinated(sentence.tokens, at, seen)) break;
  }
  const later = new Set(
    contentOf(sentence)
      .filter(({ start }) => start > (sentence.tokens[place]?.start ?? 0))
      .map(({ stem }) => senseOf(stem)),
  );
  return { names, shared: rest.filter((one) => later.has(one)).length };
}

function isNameAt(token: Token): boolean {
  return token.isCapital && isContent(token);
}

/** "Bessent and Homeland Security Secretary Kristi Noem": an "and" shortly before joins the names on both its sides. */
function coordinated(tokens: Token[], at: number, seen: number): boolean {
  return tokens.slice(Math.max(0, at - 1), seen).some(({ lower }) => lower === 'and');
}

function same(name: string, wanted: Token[]): boolean {
  return wanted.some(({ lower }) => lower === name.toLowerCase());
}

/** "He resigned": a sentence that opens with a pronoun speaks of somebody of the sentence before. */
function refersBack(sentence: SourcePassage, name: Token[], source: Source): boolean {
  if (!/^"?(?:he|she|they|it|who|the)$/iu.test(sentence.tokens[0]?.lower ?? '')) return false;
  const before = source.byId.get(sentence.id - 1);
  return before !== undefined && name.some(({ stem }) => before.stems.has(stem));
}

function isPassive({ tokens }: Passage, place: number): boolean {
  return tokens
    .slice(Math.max(0, place - 3), place)
    .some(({ lower }) => /^(?:was|were|been|be|being|is|are|got)$/u.test(lower));
}

function isPassiveIn(sentence: SourcePassage, sense: string): boolean {
  return isPassive(
    sentence,
    sentence.tokens.findIndex(({ stem }) => senseOf(stem) === sense),
  );
}
