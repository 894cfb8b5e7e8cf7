import { RE2JS } from 're2js';
import type { FilterTest } from '../news/filter.ts';
import { badFilter } from './filter-error.ts';

const MAX_CHARS = 500;
/** Steps of the compiled pattern: what a text costs is these times its length. */
const MAX_STEPS = 2_000;

/** A person's pattern in RE2, whose time grows with the text's length only. Throws UserError badFilter. */
export function compilePattern(
  { pattern, ignoresCase }: Extract<FilterTest, { kind: 'pattern' }>,
  place: number,
): RE2JS {
  if (pattern.length > MAX_CHARS) throw badFilter(`the pattern is longer than ${MAX_CHARS} characters`, place);
  const compiled = compile(pattern.replaceAll('\\/', '/'), ignoresCase, place);
  if (compiled.programSize() > MAX_STEPS) throw badFilter('the pattern repeats too much', place);
  return compiled;
}

function compile(pattern: string, ignoresCase: boolean, place: number): RE2JS {
  try {
    return RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    throw badFilter(`the pattern can't be read (${said.slice(0, 100)})`, place);
  }
}
