import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage } from './passage.ts';
import { stemsOf } from './stem.ts';
import { isContent, isNegated } from './wording.ts';

const OPPOSITES = [
  [
    'approve support back accept endorse sign agreed welcome comply',
    'refuse reject oppose decline veto opposition rejected denied',
  ],
  [
    'rise increase climb grow gain jump surge higher soar',
    'fall decrease drop decline slump plunge shrink lower tumble',
  ],
  ['unchanged steady', 'raise hike lift'],
  ['raise raised lift hike', 'cut reduce reduced lowered trim'],
  ['welcome praise applaud', 'condemn criticise criticize denounce'],
  ['win won victory', 'lose lost defeat'],
  ['acquit cleared innocent', 'convict guilty'],
  ['allow permit legalise legalize', 'ban prohibit forbid outlaw'],
  ['hire recruit', 'fire sack dismiss'],
  ['strengthen', 'weaken'],
  ['improve', 'worsen deteriorate'],
  ['succeed success', 'fail failure'],
  ['survive survived', 'die killed'],
  ['buy bought purchase', 'sell sold'],
  ['open opened reopen', 'close closed shut'],
  ['profit', 'loss'],
  ['expand', 'contract shrink'],
  ['most', 'least'],
  ['above', 'below'],
  ['before', 'after'],
  ['largest biggest highest', 'smallest lowest'],
  ['confirm admit', 'deny denied'],
  ['upheld uphold', 'overturn overturned quash'],
  ['extend', 'shorten'],
  ['safe', 'unsafe dangerous'],
  ['likely', 'unlikely'],
  ['supporters proponents advocates backers', 'opponents critics detractors'],
].map((sides) => sides.map(stemsOf));

/** A word negated here and not there, or its opposite here with none of it there. `closest` = the sentence that says nearest the same. */
export function checkPolarity(statement: Passage, closest: SourcePassage, cited: SourcePassage[]): Finding[] {
  const word = flippedNegation(statement, closest, cited);
  if (word)
    return [grave(`“${word}” is negated in one of the statement and sentence ${closest.id}, and not in the other.`)];
  for (const [one, other] of OPPOSITES) {
    if (!one || !other) continue;
    const said = balance(statement, one, other);
    const held = ownSides(statement, said[0]?.subject, closest, balance(closest, one, other));
    if (said.length === 1 && held.length > 0 && held.every((side) => side.sign === -(said[0]?.sign ?? 0))) {
      if (
        !cited.some((sentence) =>
          balance(sentence, one, other).some(
            ({ sign, subject }) => sign === said[0]?.sign && sharesSubject(statement, sentence, subject),
          ),
        )
      ) {
        return [grave(`The statement says “${said[0]?.text}” where sentence ${closest.id} says “${held[0]?.text}”.`)];
      }
    }
  }
  return [];
}

/** "Refused to …" is a negation of what follows and counted there. */
const DECLINING = /^(?:refus|declin|fail|reject|den[iy]|oppos)/iu;

/** Which side of a pair of opposites a text takes, word by word; a negated word counts for the other side. */
function balance({ tokens }: Passage, one: Set<string>, other: Set<string>) {
  return tokens.flatMap(({ stem, text }, place) => {
    const sign = one.has(stem) ? 1 : other.has(stem) ? -1 : 0;
    if (sign === 0 || (tokens[place + 1]?.lower === 'to' && sign === -1 && DECLINING.test(text))) return [];
    // "the newly signed agreement" tells of the agreement, not of who signed.
    if (/^(?:newly|recently)$/u.test(tokens[place - 1]?.lower ?? '')) return [];
    return [{ sign: isNegated(tokens, place) ? -sign : sign, text, subject: place }];
  });
}

interface Side {
  sign: number;
  text: string;
  subject: number;
}

/** "X opposes it, while Y supports it": of two sides in one sentence, the one taken by whom the statement names. */
function ownSides(statement: Passage, place: number | undefined, { tokens }: Passage, held: Side[]): Side[] {
  const named = new Set(
    statement.tokens.flatMap((token, at) =>
      at < (place ?? 0) && token.isCapital && isContent(token) ? token.lower : [],
    ),
  );
  const own = held.filter(({ subject }) => {
    const name = tokens.slice(0, subject).findLast((token) => token.isCapital && isContent(token));
    return name !== undefined && named.has(name.lower);
  });
  return own.length === 0 ? held : own;
}

/** Whether the names before the word in the source stand in the statement too: somebody else's deed supports nothing. */
function sharesSubject(statement: Passage, sentence: Passage, place: number): boolean {
  const names = sentence.tokens.slice(0, place).filter((token) => token.isCapital && !token.opens && isContent(token));
  const nearest = sentence.tokens.slice(0, place).findLast((token) => token.isCapital && isContent(token));
  if (nearest && !nearest.opens && !statement.stems.has(nearest.stem)) return false;
  return names.length === 0 || names.some(({ stem }) => statement.stems.has(stem));
}

function flippedNegation(statement: Passage, closest: SourcePassage, cited: SourcePassage[]): string | null {
  for (const [place, token] of statement.tokens.entries()) {
    if (!isContent(token) || token.isCapital || /^\p{N}/u.test(token.lower)) continue;
    const said = isNegated(statement.tokens, place);
    const here = negationsOf(closest, token.stem);
    if (here.length === 0 || here.includes(said)) continue;
    // The negation must be of this word: the other side must have none at all of this kind near the same words.
    if (said ? !anyNegation(closest) : !anyNegation(statement)) {
      if (!cited.some((sentence) => sentence !== closest && negationsOf(sentence, token.stem).includes(said)))
        return token.text;
    }
  }
  return null;
}

function negationsOf({ tokens }: Passage, stem: string): boolean[] {
  return tokens.flatMap((token, place) => (token.stem === stem ? [isNegated(tokens, place)] : []));
}

const NEGATIVE =
  /\b(?:not|no|never|without|neither|nor|none|cannot|hardly|unlikely|refus\w*|reject\w*|declin\w*|den(?:y|ied|ies|ying)|fail\w*|oppos\w*|lack\w*|despite|avoid\w*|prevent\w*|block\w*|stop\w*|un\w+|against|instead|few|little|rather|\w+n't)\b/iu;

function anyNegation({ text }: Passage): boolean {
  return NEGATIVE.test(text);
}

function grave(reason: string): Finding {
  return { severity: 'grave', reason };
}
