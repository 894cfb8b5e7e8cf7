import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage, Token } from './passage.ts';
import { isContent } from './wording.ts';

const TURN = /^(?:while|whereas|but|and)$/u;

/** "Shares in A fell 6% while those of B rose 28%": a number stays with the name it is said of. */
export function checkPairs(statement: Passage, cited: SourcePassage[]): Finding[] {
  const names = statement.tokens.filter((token) => isName(token) && !token.opens);
  const numbers = statement.tokens.filter(isDigits);
  if (partsOf(statement).filter((part) => part.some(isDigits)).length !== 1) return [];
  if (names.length === 0) return checkWords(statement, cited);
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

/** "The union demands 9%; the company has offered 4%": the number's stretch shares no word with the statement, another one does. */
function checkWords(statement: Passage, cited: SourcePassage[]): Finding[] {
  const [number, ...more] = statement.tokens.filter(isDigits);
  const words = statement.tokens.filter((token) => isContent(token) && !isDigits(token)).map(({ stem }) => stem);
  if (!number || more.length > 0 || words.length < 2) return [];
  const found = cited.filter(({ tokens }) => holds(tokens, number.lower));
  const [sentence] = found;
  if (!sentence || found.length > 1) return [];
  const parts = partsOf(sentence).filter((part) => part.some(isDigits));
  const shared = (part: Token[]) => words.filter((word) => part.some(({ stem }) => stem === word)).length;
  const own = parts.filter((part) => holds(part, number.lower));
  const other = parts.filter((part) => !holds(part, number.lower));
  if (own.length === 0 || own.some((part) => shared(part) > 0) || !other.some((part) => shared(part) >= 2)) return [];
  return [
    { severity: 'grave', reason: `In sentence ${sentence.id} the number ${number.text} is said of something else.` },
  ];
}

function partsOf({ tokens, text }: Passage): Token[][] {
  const endsPart = new Set(
    tokens.filter(({ start }) => /;\s*$/u.test(text.slice(Math.max(0, start - 3), start))).map(({ start }) => start),
  );
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (TURN.test(token.lower) || endsPart.has(token.start)) parts.push([]);
    if (!TURN.test(token.lower)) parts.at(-1)?.push(token);
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
