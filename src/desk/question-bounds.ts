import { UserError } from '../errors.ts';
import type { Articles, Clock, Scope } from '../news/ports.ts';
import type { Sources } from '../news/source-ports.ts';
import { windowOf } from '../search/window.ts';
import { pickSource } from './pick-source.ts';

/** What a question is limited to, of what its channel may see. Null = by nothing. */
export interface Bounds {
  articleId: string | null;
  sourceId: string | null;
  site: string | null;
  /** In milliseconds since 1970. */
  since: number | null;
}

/** Throws UserError for what names no source, no time or no article that was read here. */
export async function readBounds(
  given: { source: string | null; since: string | null; article: string | null },
  scope: Scope,
  ports: { articles: Articles; sources: Pick<Sources, 'ofChannel'>; clock: Clock },
): Promise<Bounds> {
  const { source, since, article } = given;
  return {
    articleId: article === null ? null : await articleOf(article.trim(), scope, ports),
    ...(source === null ? { sourceId: null, site: null } : await sourceOf(source, scope, ports)),
    since: since === null ? null : sinceOf(since, ports.clock()),
  };
}

/** A source that the channel follows, else a site by its name. */
async function sourceOf(given: string, scope: Scope, ports: { sources: Pick<Sources, 'ofChannel'> }) {
  try {
    return { sourceId: (await pickSource(given, scope, ports)).sourceId, site: null };
  } catch (error) {
    const site = siteOf(given);
    if (site === null || !(error instanceof UserError) || error.code !== 'noSuchSource') throw error;
    return { sourceId: null, site };
  }
}

function siteOf(given: string): string | null {
  const url = URL.parse(given.trim()) ?? URL.parse(`https://${given.trim()}`);
  return url?.hostname.includes('.') ? url.hostname.replace(/^www\./, '') : null;
}

function sinceOf(given: string, now: number): number {
  const words = given.trim().replace(/^since\s+/i, '');
  const day = /^\d{4}-\d\d-\d\d$/.test(words) ? Date.parse(words) : Number.NaN;
  if (!Number.isNaN(day)) return day;
  const window = windowOf(`since ${words}`, now) ?? windowOf(`in ${words}`, now) ?? windowOf(words, now);
  if (window) return window.from;
  const expected = 'a day or a time, such as 2026-03-01, “Monday”, “last week” or “March 2026”';
  throw new UserError('badOption', { name: 'since', given, expected });
}

async function articleOf(given: string, scope: Scope, { articles }: { articles: Articles }): Promise<string> {
  const versionId = URL.canParse(given) ? (await articles.findByAddress(given, new Date(0)))?.versionId : given;
  const article = versionId === undefined ? null : await articles.findVersion(versionId, scope);
  if (!article) throw new UserError('unreadArticle');
  return article.id;
}
