import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** A folder imports only from floors below its own, never sideways or up. */
const FLOORS = [
  ['src/news', 'src/errors.ts', 'src/logger.ts'],
  ['src/reading', 'src/writing', 'src/stories', 'src/search', 'src/store', 'src/queue', 'src/chat', 'src/digests'],
  ['src/sources', 'src/delivery'],
  ['src/desk'],
  ['src/jobs'],
  ['commands'],
  ['src/platforms', 'src/site'],
  [
    'src/config.ts',
    'src/config-prices.ts',
    'src/config-example.ts',
    'src/wire.ts',
    'src/wire-stores.ts',
    'src/wire-roads.ts',
    'src/wire-sources.ts',
    'src/wire-digests.ts',
    'src/wire-links.ts',
    'src/wire-check.ts',
    'src/wire-worker.ts',
    'src/platform-settings.ts',
    'src/doctor.ts',
    'src/main.ts',
    'src/cli.ts',
    'src/demo.ts',
    'src/demo-article.ts',
  ],
];

/** A library has one home; zod and types are at home everywhere. */
const HOMES: Record<string, string> = {
  openai: 'src/writing',
  bullmq: 'src/queue',
  ioredis: 'src/queue',
  kysely: 'src/store',
  pg: 'src/store',
  'discord.js': 'src/platforms/discord',
  '@discordjs/ws': 'src/platforms/discord',
  undici: 'src/reading',
  linkedom: 'src/reading',
  '@mozilla/readability': 'src/reading',
  'ipaddr.js': 'src/reading',
  unpdf: 'src/reading',
  '@slack/bolt': 'src/platforms/slack',
  '@slack/web-api': 'src/platforms/slack',
  htmlparser2: 'src/sources',
  entities: 'src/sources',
  re2js: 'src/sources',
  yaml: 'src/sources',
  pino: 'src/logger.ts',
};

interface Import {
  from: string;
  to: string;
  isType: boolean;
}

const files = globSync(['src/**/*.ts', 'commands/**/*.ts']);
const imports = files.flatMap(importsOf);

test('every source file stands on a floor', () => {
  expect(files.filter((file) => floorOf(file) === -1)).toEqual([]);
});

test('imports go down, never sideways or up', () => {
  const wrong = imports.filter(({ from, to }) => to.startsWith('.') && !goesDown(from, join(dirname(from), to)));
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('a library is used in its home folder only', () => {
  const wrong = imports.filter(({ from, to, isType }) => {
    const home = HOMES[to] ?? HOMES[to.split('/')[0] ?? ''];
    return home !== undefined && !isType && !from.startsWith(home);
  });
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('only src/config.ts reads the environment', () => {
  const readers = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
  expect(readers).toEqual(['src/config.ts']);
});

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8');
  return [...text.matchAll(/(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)/g)].map(
    (match) => ({
      from,
      to: match[2] ?? match[3] ?? '',
      isType: match[1] !== undefined,
    }),
  );
}

function goesDown(from: string, to: string): boolean {
  return folderOf(from) === folderOf(to) || floorOf(to) < floorOf(from);
}

/** The top folder under src/ (or commands), or the file itself at the top. Files of the last floor share one house. */
function folderOf(file: string): string {
  const place = FLOORS.flat().find((one) => file === one || file.startsWith(`${one}/`));
  return floorOf(file) === FLOORS.length - 1 ? 'top' : (place ?? relative('.', file));
}

function floorOf(file: string): number {
  return FLOORS.findIndex((floor) => floor.some((one) => file === one || file.startsWith(`${one}/`)));
}
