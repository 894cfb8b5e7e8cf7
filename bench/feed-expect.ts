import { readdirSync, readFileSync } from 'node:fs';
import { decodeFeed } from '../src/sources/decode.ts';
import { htmlToText } from '../src/sources/markup-text.ts';

/** What any parser says of a feed, for comparing. */
export interface Reading {
  title: string | null | undefined;
  items: {
    id?: string | null | undefined;
    link?: string | null | undefined;
    title?: string | null | undefined;
    author?: string | null | undefined;
    published?: string | null | undefined;
    updated?: string | null | undefined;
    text?: string | null | undefined;
  }[];
}

export interface Case {
  file: string;
  headers: Record<string, string>;
  bytes: Uint8Array;
  /** What must come out, as far as it is said of what we read. */
  expected: Expectation[];
}

interface Expectation {
  item: number | null;
  field: 'title' | 'link' | 'id' | 'author' | 'published' | 'updated' | 'text';
  value: string;
}

/** The cases of a folder; each file says in a comment what it is served with and what must come out, in Python's words. */
export function readCases(folder: URL): Case[] {
  const files = readdirSync(folder, { recursive: true }).map(String);
  return files
    .filter((file) => file.endsWith('.xml'))
    .sort()
    .map((file) => {
      const bytes = readFileSync(new URL(file, folder));
      const text = decodeFeed(bytes, null);
      const headers = [...text.matchAll(/^\s*Header:\s*([\w-]+):[ \t]*(.*)$/gim)];
      const named = headers.map(([, name = '', value = '']): [string, string] => [name.toLowerCase(), value.trim()]);
      const expression = /^\s*Expect:\s*(.*)$/im.exec(text)?.[1] ?? '';
      return { file, bytes, headers: Object.fromEntries(named), expected: readExpectations(expression) };
    });
}

/** The clauses about a title, a link, an id, an author, a date or a text; the rest is about what we don't read. */
function readExpectations(expression: string): Expectation[] {
  return expression.split(/\s+and\s+(?=[\w(])/).flatMap((clause) => {
    const sides = clause.trim().split(/\s*==\s*/);
    const value = readLiteral(sides.at(-1) ?? '');
    if (value === null || sides.length < 2) return [];
    return sides.slice(0, -1).flatMap((side) => {
      const place = readPlace(side);
      return place === null ? [] : [{ ...place, value }];
    });
  });
}

const FIELDS: Record<string, Expectation['field']> = {
  title: 'title',
  "title_detail']['value": 'title',
  link: 'link',
  id: 'id',
  guid: 'id',
  author: 'author',
  "author_detail']['name": 'author',
  published: 'published',
  published_parsed: 'published',
  created_parsed: 'published',
  updated: 'updated',
  updated_parsed: 'updated',
  summary: 'text',
  "summary_detail']['value": 'text',
  description: 'text',
  "content'][0]['value": 'text',
};

function readPlace(side: string): Omit<Expectation, 'value'> | null {
  const inItem = /^\(?entries\[(\d)\]\['(.*)'\]$/.exec(side);
  const field = FIELDS[inItem?.[2] ?? ''];
  if (inItem && field) return { item: Number(inItem[1]), field };
  return /^\(?feed\['title(?:_detail'\]\['value)?'\]$/.test(side) ? { item: null, field: 'title' } : null;
}

/** A Python string, or a time tuple as ISO. */
function readLiteral(text: string): string | null {
  const tuple = /^\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+),/.exec(text);
  if (tuple) {
    const [year = 0, month = 1, ...rest] = tuple.slice(1).map(Number);
    return new Date(Date.UTC(year, month - 1, ...rest)).toISOString();
  }
  const quoted = /^u?("""|'|")(.*)\1\)?$/s.exec(text)?.[2];
  return (
    quoted?.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi, (_, four, two, other) =>
      other === undefined ? String.fromCharCode(Number.parseInt(four ?? two, 16)) : other === 'n' ? '\n' : other,
    ) ?? null
  );
}

/** How many of a case's expectations a reading meets: markup and white space aside, dates as moments, authors by their name. */
export function countMet({ expected }: Case, reading: Reading): number {
  return expected.filter(({ item, field, value }) => {
    const holder: Partial<Reading['items'][number]> =
      item === null ? { title: reading.title } : (reading.items[item] ?? {});
    const given = holder[field];
    if (given === undefined || given === null) return value === '';
    if (field === 'published' || field === 'updated') return Date.parse(given) === Date.parse(value);
    if (field === 'author') return value.includes(given) || given.includes(value);
    return field === 'id' || field === 'link'
      ? given === value
      : plain(given) === plain(value) || squeeze(given) === plain(value);
  }).length;
}

function plain(text: string): string {
  return squeeze(htmlToText(text, 'https://feed.invalid/'));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
