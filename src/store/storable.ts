/**
 * Plain JSON as PostgreSQL takes it: its texts hold no NUL and no half of a surrogate pair, which pages and PDFs do.
 */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  if (!/\\u0000|\\ud[89a-f]/.test(json)) return value;
  // Only characters inside texts change, so the shape is the one that was given.
  return JSON.parse(json, (_, held: unknown) => (typeof held === 'string' ? cleaned(held) : held)) as T;
}

function cleaned(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
