import type { Finding } from '../../news/claim.ts';
import { isDay } from './dates.ts';
import type { Passage, Source, SourcePassage, Token } from './passage.ts';
import { stemsOf } from './stem.ts';
import { contentOf, isContent, senseOf } from './wording.ts';

/** Deeds that one person or body does and another does not. */
const DEEDS = new Set(
  [
    ...stemsOf(
      'resign quit sign win beat defeat lose sue buy acquire sell fire sack kill arrest shoot appoint nominate approve reject veto score lead found invent discover publish donate accuse convict acquit sentence ban order launch release build replace succeed hire attack rescue recruit coach merge invest file appeal testify apologise apologize vote defect dismantle abolish criticise criticize praise propose warn refuse pay design plead consider visit demand offer succeeded need expect oppose support',
    ),
  ].map(senseOf),
);
const RESIGN = senseOf('resign');

interface Deed {
  place: number;
  sense: string;
  text: string;
  names: Token[];
}

/** The one who is said to do a deed does it in the source as well, not somebody else. */
export function checkActors(statement: Passage, source: Source): Finding[] {
  const told = new Set([...DEEDS, ...afterNames(statement)]);
  for (const deed of deedsIn(statement, told)) {
    const named = statement.tokens.slice(0, deed.place).filter(isName);
    const object = restAfter(statement, deed.place);
    if (object.length === 0 || !deed.names.some((name) => isKnownName(name, deed.names, source))) continue;
    let own = -1;
    let other: { sentence: SourcePassage; names: Token[]; shared: number } | null = null;
    for (const sentence of source.sentences) {
      for (const held of deedsIn(sentence, told)) {
        if (held.sense !== deed.sense) continue;
        const after = new Set(restAfter(sentence, held.place));
        const shared = object.filter((sense) => after.has(sense)).length;
        if (isOf(held, named, sentence, source)) own = Math.max(own, shared);
        else if (!other || shared > other.shared) other = { sentence, names: held.names, shared };
      }
    }
    if (other && other.shared * 2 >= object.length && other.shared >= own + Math.min(2, object.length)) {
      return [wrong(deed, other.sentence, other.names)];
    }
  }
  return [];
}

/** One word that opens a sentence is a name only where the article writes it with a capital elsewhere too ("Researchers"). */
function isKnownName(name: Token, names: Token[], source: Source): boolean {
  if (!name.opens || names.length > 1) return true;
  return source.sentences.some(({ tokens }) =>
    tokens.some(({ lower, isCapital, opens }) => isCapital && !opens && lower === name.lower),
  );
}

/** What stands right after a name is mostly what its bearer does. */
function afterNames({ tokens }: Passage): string[] {
  return tokens.flatMap((token, place) => {
    const before = tokens[place - 1];
    const isVerb =
      !token.isCapital && isContent(token) && /(?:ed|ew|aw|ought|ook|ave|old|ent|an|ame)$/u.test(token.lower);
    return before && isName(before) && isVerb && before.clause === token.clause ? [senseOf(token.stem)] : [];
  });
}

/** Deeds told as done by somebody, with the names that stand before them; the passive and adjectives are left out. */
function deedsIn({ tokens }: Passage, told: Set<string>): Deed[] {
  return tokens.flatMap((token, place) => {
    const isStepDown = token.lower === 'stepped' && /^(?:down|aside)$/u.test(tokens[place + 1]?.lower ?? '');
    const sense = isStepDown ? RESIGN : senseOf(token.stem);
    if (
      !told.has(sense) ||
      token.isCapital ||
      (DEEDS.has(sense) && !/(?:ed|ing|s|[^aeiou]t|ought|old|on|eat|ead)$/u.test(token.lower))
    )
      return [];
    const before = tokens[place - 1]?.lower ?? '';
    if (/ing$/u.test(token.lower) && /^(?:about|for|from|against)$/u.test(before)) return [];
    if (
      /^(?:newly|recently|a|an|the|his|her|its|their|of)$/u.test(before) ||
      (!token.lower.endsWith('ing') && isPassive(tokens, place))
    )
      return [];
    return [{ place, sense, text: token.text, names: doersBefore(tokens, place) }];
  });
}

/** The names nearest before a deed, the aside between dashes or commas left out, with those joined to them by "and". */
function doersBefore(tokens: Token[], place: number): Token[] {
  const clauseOf = (at: number) => tokens[at]?.clause ?? -1;
  let from = place - 1;
  const own = tokens.findIndex(({ clause }) => clause === clauseOf(place));
  if (own >= place - 2 && !tokens.slice(own, place).some(isName)) from = own - 1;
  if (from >= 0 && clauseOf(from) !== clauseOf(place)) {
    const aside = clauseOf(from);
    const outside = tokens.slice(0, from).findLastIndex(({ clause }) => clause !== aside);
    if (
      outside >= 0 &&
      tokens.slice(0, outside + 1).some((token) => token.clause === clauseOf(outside) && isName(token))
    )
      from = outside;
  }
  const names: Token[] = [];
  for (let at = from; at >= 0; at--) {
    const token = tokens[at];
    const last = names[0];
    if (!token) break;
    if (last && token.clause !== last.clause) break;
    if (isName(token)) names.unshift(token);
    else if (last && !/^(?:and|&|of|the|secretary|president|minister)$/u.test(token.lower)) break;
  }
  return names;
}

/** "He resigned" and "the company bought": what has no name of its own may speak of anybody named just before. */
function isOf(held: Deed, named: Token[], sentence: SourcePassage, source: Source): boolean {
  if (sharesName(held.names, named) || named.some((name) => isShort(name, held.names, source))) return true;
  if (sharesName(asideNames(held, sentence), named)) return true;
  const wide = held.names.length === 0 || held.names.every(({ opens }) => opens);
  const pronoun = sentence.tokens
    .slice(Math.max(0, held.place - 6), held.place)
    .some(({ lower }) => /^(?:he|she|they|it|who|which|we|i)$/u.test(lower));
  if (!wide && !pronoun) return false;
  const before = source.byId.get(sentence.id - 1);
  return named.some(({ stem }) => sentence.stems.has(stem) || before?.stems.has(stem)) || held.names.length === 0;
}

/** "FAA" for the Federal Aviation Administration. */
function isShort(name: Token, names: Token[], source: Source): boolean {
  const spelled = source.acronyms.get(name.lower);
  return spelled !== undefined && names.some(({ lower }) => spelled.includes(lower));
}

/** "The head of the agency, Ann Lee, resigned": the name in the aside is whose deed it is. */
function asideNames({ names, place }: Deed, { tokens }: Passage): Token[] {
  const last = names.at(-1);
  const clause = tokens[place]?.clause;
  return tokens
    .slice(0, place)
    .filter((token) => isName(token) && last && token.start > last.start && token.clause !== clause);
}

/** "Hurricane Odile" and "Hurricane Nadia" share a word, not a name. */
function sharesName(held: Token[], named: Token[]): boolean {
  return held.some((token, at) =>
    named.some((name, place) => {
      if (name.lower !== token.lower) return false;
      const next = held[at + 1];
      const following = named[place + 1];
      const goOn = next && following && next.start <= token.end + 1 && following.start <= name.end + 1;
      return !goOn || next.lower === following.lower;
    }),
  );
}

function restAfter({ tokens }: Passage, place: number): string[] {
  return contentOf({ tokens: tokens.slice(place + 1, place + 16), text: '', stems: new Set() }).map(({ stem }) =>
    senseOf(stem),
  );
}

function isName(token: Token): boolean {
  return token.isCapital && isContent(token) && !isDay(token.lower);
}

function isPassive(tokens: Token[], place: number): boolean {
  return tokens
    .slice(Math.max(0, place - 2), place)
    .some(({ lower }) => /^(?:was|were|been|be|being|is|are|got)$/u.test(lower));
}

function wrong(deed: Deed, sentence: SourcePassage, names: Token[]): Finding {
  const doer = names.map(({ text }) => text).join(' ') || 'somebody else';
  const said = deed.names.map(({ text }) => text).join(' ');
  return {
    severity: 'grave',
    reason: `In sentence ${sentence.id} it is ${doer} of whom “${deed.text}” is said, not ${said}.`,
  };
}
