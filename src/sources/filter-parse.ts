import type { Filter, FilterField, FilterTest } from '../news/filter.ts';
import { badFilter } from './filter-error.ts';
import { compilePattern } from './filter-pattern.ts';
import { type Token, toTokens } from './filter-tokens.ts';

const MAX_CHARS = 2_000;
const MAX_TESTS = 100;
const MAX_DEPTH = 20;
const FIELDS = new Map<string, FilterField>([
  ['title', 'title'],
  ['text', 'text'],
  ['author', 'author'],
  ['language', 'language'],
  ['lang', 'language'],
  ['link', 'link'],
]);

/**
 * Reads a filter as people write it: `(rail OR bus) NOT strike author:"Ann Lee" language:en title:/budget \d{4}/`. Tests side
 * by side must all hold; NOT (or a -) binds closest, then AND, then OR. Throws UserError badFilter.
 */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_CHARS) throw badFilter(`it is longer than ${MAX_CHARS} characters`, 0);
  const tokens = toTokens(text);
  if (tokens.filter(({ kind }) => kind === 'test').length > MAX_TESTS)
    throw badFilter(`it has more than ${MAX_TESTS} words and patterns`, 0);
  const cursor: Cursor = { tokens, at: 0, end: text.length };
  const filter = parseOr(cursor, 0);
  const rest = tokens[cursor.at];
  if (rest) throw badFilter(`there is a “${rest.written}” too many`, rest.place);
  return filter;
}

interface Cursor {
  tokens: Token[];
  at: number;
  end: number;
}

function parseOr(cursor: Cursor, depth: number): Filter {
  const parts = [parseAnd(cursor, depth)];
  while (take(cursor, 'or')) parts.push(parseAnd(cursor, depth));
  return join('or', parts);
}

function parseAnd(cursor: Cursor, depth: number): Filter {
  const parts = [parseNot(cursor, depth)];
  for (let next = peek(cursor); next && next.kind !== 'or' && next.kind !== 'close'; next = peek(cursor)) {
    take(cursor, 'and');
    parts.push(parseNot(cursor, depth));
  }
  return join('and', parts);
}

function parseNot(cursor: Cursor, depth: number): Filter {
  if (take(cursor, 'not')) return { kind: 'not', part: parseNot(cursor, depth + 1) };
  const token = peek(cursor);
  if (depth > MAX_DEPTH) throw badFilter('it nests too deep', token?.place ?? cursor.end);
  if (!token) throw badFilter('a word or a pattern is missing at the end', cursor.end);
  cursor.at += 1;
  if (token.kind === 'test') return toTest(token);
  if (token.kind !== 'open') throw badFilter(`a word or a pattern is missing before “${token.written}”`, token.place);
  const inner = parseOr(cursor, depth + 1);
  if (!take(cursor, 'close')) throw badFilter('this bracket is never closed', token.place);
  return inner;
}

function peek(cursor: Cursor): Token | undefined {
  return cursor.tokens[cursor.at];
}

function take(cursor: Cursor, kind: Token['kind']): boolean {
  if (peek(cursor)?.kind !== kind) return false;
  cursor.at += 1;
  return true;
}

function join(kind: 'and' | 'or', parts: Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}

function toTest(token: Extract<Token, { kind: 'test' }>): Filter {
  const field = token.field === null ? 'any' : FIELDS.get(token.field.toLowerCase());
  if (!field) {
    const known = [...new Set(FIELDS.values())].join(', ');
    throw badFilter(`there is no “${token.field}:”; there is ${known}`, token.place);
  }
  const test: FilterTest = token.isPattern
    ? { kind: 'pattern', pattern: token.value, ignoresCase: token.ignoresCase }
    : { kind: 'words', words: token.value };
  // Said now and not at the first item.
  if (test.kind === 'pattern') compilePattern(test, token.place);
  return { kind: 'test', field, test };
}
