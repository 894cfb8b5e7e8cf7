import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { Article } from '../../src/news/article.ts';
import { countWords } from '../../src/news/words.ts';
import { detectLanguage } from '../../src/reading/language.ts';
import { numberSentences } from '../../src/reading/sentences.ts';
import { createSearch } from '../../src/search/search.ts';
import { createArticles } from '../../src/store/articles.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createPassages } from '../../src/store/passages.ts';
import type { Door } from '../eval.ts';

const id = z.union([z.string(), z.number()]);
const lineSchema = z.union([
  z.object({
    article: z.object({
      id,
      url: z.string(),
      title: z.string().nullish(),
      text: z.string(),
      date: z.string().nullish(),
    }),
  }),
  z.object({
    question: z.object({ id, text: z.string(), asOf: z.string(), windowDays: z.number().positive().nullish() }),
  }),
]);

export const SCOPE = { workspace: 'local:bench', channel: 'local:bench/1' };
const DAY_MS = 86_400_000;

/**
 * First {"article": {id, url, title, text, date}}, which is stored and answered by nothing, then {"question": {id, text, asOf,
 * windowDays?}} → {id, hits: [10 article ids], passages: [3 texts], answer, ms}. On an embedded PostgreSQL of its own.
 */
export async function openDoor(): Promise<Door> {
  const { database, close } = await openScratch();
  const articles = createArticles(database.db);
  const passages = createPassages(database.db);
  const search = createSearch({ passages });
  const givenIds = new Map<string, string | number>();
  return {
    async answer(line) {
      const given = lineSchema.parse(line);
      if ('article' in given) {
        const stored = await articles.save(toArticle(given.article), SCOPE);
        givenIds.set(stored.id, given.article.id);
        return null;
      }
      while ((await passages.catchUp(200)) > 0);
      const { question } = given;
      const asOf = endOf(question.asOf);
      const since = question.windowDays ? { since: new Date(asOf.getTime() - (question.windowDays + 1) * DAY_MS) } : {};
      const started = performance.now();
      const result = await search.search(question.text, { ...SCOPE, ...since }, asOf);
      const ms = performance.now() - started;
      return {
        id: question.id,
        hits: result.articles.map(({ articleId }) => givenIds.get(articleId)),
        passages: result.passages.map(({ text }) => text),
        answer: result.answer?.text ?? null,
        ms,
      };
    },
    close,
  };
}

/** A database of its own with our tables, gone when it is closed. */
export async function openScratch(): Promise<{ database: Database; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-search-'));
  // As root the server runs under another account, which must be able to come in.
  chmodSync(folder, 0o755);
  const database = await openDatabase({ databaseUrl: null, dataDir: folder, logger: pino({ level: 'silent' }) });
  await migrate(database);
  return {
    database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface GivenArticle {
  url: string;
  title?: string | null | undefined;
  text: string;
  date?: string | null | undefined;
}

/** What reading such a page would have stored. */
export function toArticle({ url, title, text, date }: GivenArticle): Article {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  const language = detectLanguage(text);
  return {
    address: url,
    canonicalUrl: url,
    title: title ?? null,
    byline: null,
    site: null,
    published: date?.replaceAll('/', '-') ?? null,
    language,
    paragraphs,
    sentences: numberSentences(paragraphs, language),
    coverage: { words: countWords(text), extent: 'whole', share: null },
  };
}

/** A question asked on a day may be asked at its end. */
export function endOf(date: string): Date {
  const plain = date.replaceAll('/', '-');
  return new Date(/^\d{4}-\d\d-\d\d$/.test(plain) ? `${plain}T23:59:59Z` : plain);
}
