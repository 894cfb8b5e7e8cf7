import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage, Token } from './passage.ts';
import { isContent } from './wording.ts';

const TURN = /^(?:while|whereas|but|and)$/u;

/** "Shares in A fell 6% while those of B rose 28%": a number stays with the name it is said of. */
export function checkPairs(statement: Passage, cited: SourcePassage[]): Finding[] {
  const names = statement.tokens.filter((token) => isName(token) && !token.opens);
  const numbers = statement.tokens.filter(isDigits);
  if (partsOf(statement).filter((part) => part.some(isDigits)).length !== 1 || names.length === 0) return [];
  for (const sentence of cited) {
    const parts = partsOf(sentence).filter((part) => part.some(isDigits) && part.some(isName));
    const own = parts.find(
      (part) => names.every(({ lower }) => holds(part, lower)) && !numbers.some(({ lower }) => holds(part, lower)),
    );
    const other = parts.find(
      (part) => numbers.every(({ lower }) => holds(part, lower)) && !names.some(({ lower }) => holds(part, lower)),
    );
    if (own && other && !cited.some((one) => one !== sentence && agrees(one, names, numbers))) {
      const said = numbers.map(({ text }) => text).join(' ');
      const whose = other
        .filter(isName)
        .map(({ text }) => text)
        .join(' ');
      return [{ severity: 'grave', reason: `In sentence ${sentence.id} the number ${said} belongs to ${whose}.` }];
    }
  }
  return [];
}

function partsOf({ tokens }: Passage): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (TURN.test(token.lower)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function agrees({ tokens }: Passage, names: Token[], numbers: Token[]): boolean {
  return [...names, ...numbers].every(({ lower }) => holds(tokens, lower));
}

function holds(part: Token[], lower: string): boolean {
  return part.some((token) => token.lower === lower);
}

function isDigits({ lower }: Token): boolean {
  return /^\p{Nd}/u.test(lower);
}

function isName(token: Token): boolean {
  return token.isCapital && isContent(token);
}
