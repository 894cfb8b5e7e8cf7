import { badFilter } from './filter-error.ts';

/** A piece of a filter; `place` is where it starts, `written` as the person wrote it. */
export type Token =
  | { kind: 'and' | 'or' | 'not' | 'open' | 'close'; place: number; written: string }
  | {
      kind: 'test';
      place: number;
      written: string;
      field: string | null;
      value: string;
      isPattern: boolean;
      ignoresCase: boolean;
    };

const PIECE =
  /\s+|(?<open>\()|(?<close>\))|(?<not>-(?=\S)|NOT(?![^\s()]))|(?<and>AND(?![^\s()]))|(?<or>OR(?![^\s()])|\|)|(?:(?<field>\p{L}+):)?(?:["“](?<phrase>[^"”]*)["”]|\/(?<pattern>(?:\\.|[^\\/])*)\/(?<flags>[a-z]*)(?![^\s()])|(?<word>[^\s()"“”|]+))/uy;

/** Cuts a filter into its pieces. */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const place = PIECE.lastIndex;
    const match = PIECE.exec(text);
    if (!match)
      throw badFilter(`“${text.slice(place, place + 20)}” can't be read; is a quotation mark missing?`, place);
    const token = toToken(match, place);
    if (token) tokens.push(token);
  }
  return tokens;
}

function toToken(match: RegExpExecArray, place: number): Token | null {
  const { groups = {} } = match;
  const [written] = match;
  for (const kind of ['open', 'close', 'not', 'and', 'or'] as const) {
    if (groups[kind] !== undefined) return { kind, place, written };
  }
  const { field = null, phrase, pattern, flags = '', word } = groups;
  const value = pattern ?? phrase ?? word;
  if (value === undefined) return null;
  if (value.trim() === '') throw badFilter('there is nothing between the marks', place);
  if (word !== undefined && (word.startsWith('/') || /:$/.test(word))) {
    const problem = word.startsWith('/') ? 'this pattern has no / at its end' : `something is missing after “${word}”`;
    throw badFilter(problem, place);
  }
  if (/[^i]/.test(flags)) throw badFilter(`the only letter that may follow a pattern is i, not “${flags}”`, place);
  return { kind: 'test', place, written, field, value, isPattern: pattern !== undefined, ignoresCase: flags !== '' };
}
