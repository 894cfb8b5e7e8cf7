import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage } from './passage.ts';
import { passageOf } from './passage.ts';

/** What stands in quotation marks stands word for word in the cited sentences or beside them. */
export function checkQuotes(statement: Passage, near: SourcePassage[]): Finding[] {
  const held = ` ${near.flatMap(({ tokens }) => tokens.map(({ lower }) => lower)).join(' ')} `;
  return quotedIn(statement.text)
    .filter((quote) => !piecesOf(quote).every((piece) => held.includes(` ${piece} `)))
    .map((quote) => ({
      severity: 'hard',
      reason: `The words “${quote}” are in quotation marks but do not stand so in the cited sentences.`,
    }));
}

export function quotedIn(text: string): string[] {
  const double = [...text.matchAll(/"([^"]{1,1500})(?:"|$)/gu)].map((match) => match[1] ?? '');
  const single = [...text.matchAll(/(?<![\p{L}\p{N}])'([^'"]{2,300})'(?![\p{L}\p{N}])/gu)].map(
    (match) => match[1] ?? '',
  );
  return [...double, ...single].map((quote) => quote.trim()).filter((quote) => /[\p{L}\p{N}]/u.test(quote));
}

/** An ellipsis or a bracket says that something was left out or put in there. */
function piecesOf(quote: string): string[] {
  return quote
    .split(/\.\.\.|…|\[[^\]]{0,200}\]/u)
    .map((piece) =>
      passageOf(piece)
        .tokens.map(({ lower }) => lower)
        .join(' '),
    )
    .filter(Boolean);
}
