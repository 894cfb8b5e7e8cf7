import { UserError } from '../errors.ts';
import type { Article, StoredArticle } from '../news/article.ts';
import type { Articles } from '../news/ports.ts';
import type { UnreadItem } from '../news/story-ports.ts';
import type { StoredItem } from '../news/subscription.ts';
import { countWords } from '../news/words.ts';
import type { RobotsGate } from '../sources/robots-gate.ts';

export interface ReadItemPorts {
  articles: Articles;
  /** Reads pages as a program that nobody asked to: slowly, and under its own name. */
  pages: { readAddress(url: string): Promise<Article>; readText(text: string): Promise<Article> };
  robots: Pick<RobotsGate, 'mayRead'>;
}

export type ItemReading = { kind: 'read'; article: StoredArticle } | { kind: 'later' | 'failed'; why: string };

/** Less is called the content by sources that give a teaser only. */
const WHOLE_WORDS = 80;
const TEASER_END =
  /(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\b(?:read|continue|keep) (?:more|on|reading|the full\b.*)\W*)$/iu;
/** How often a page that may come back is asked for. */
const MAX_ATTEMPTS = 4;
/** What may be over the next time. */
const PASSING = new Set(['unreachable', 'tooSlow', 'serverFailed', 'robotsUnknown']);

/**
 * The article of an item: what its source says where that is the whole of it, else its page; where the page can't be had, the
 * little that the source says is better than nothing.
 */
export async function readItem(unread: UnreadItem, ports: ReadItemPorts): Promise<ItemReading> {
  const { item, attempts } = unread;
  if (isWhole(item)) return await kept(await fromSource(unread, 'whole', ports), unread, ports);
  const page = await readPage(item, ports);
  if (typeof page !== 'string') return await kept({ ...page, title: item.title ?? page.title }, unread, ports);
  if (PASSING.has(page) && attempts < MAX_ATTEMPTS) return { kind: 'later', why: page };
  if (/[\p{L}\p{N}]/u.test(item.text ?? ''))
    return await kept(await fromSource(unread, 'truncated', ports), unread, ports);
  return { kind: 'failed', why: page };
}

function isWhole({ hasContent, text }: StoredItem): boolean {
  return hasContent && text !== null && countWords(text) >= WHOLE_WORDS && !TEASER_END.test(text.trim());
}

/** The page, or why it can't be had: a UserError's code, or robotsUnknown. */
async function readPage({ link }: StoredItem, { pages, robots }: ReadItemPorts): Promise<Article | string> {
  if (link === null || !URL.canParse(link)) return 'notFound';
  const may = await robots.mayRead(link);
  if (may !== 'yes') return may === 'no' ? 'robotsForbid' : 'robotsUnknown';
  try {
    return await pages.readAddress(link);
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}

async function fromSource(
  { item, sourceTitle }: UnreadItem,
  extent: 'whole' | 'truncated',
  { pages }: ReadItemPorts,
): Promise<Article> {
  const article = await pages.readText(item.text ?? '');
  return {
    ...article,
    ...{ address: item.link, canonicalUrl: item.link, title: item.title ?? article.title },
    ...{ byline: item.author, site: sourceTitle, published: item.published },
    language: item.language ?? article.language,
    coverage: { ...article.coverage, extent },
  };
}

/** What a channel's own source tells is that channel's; anything else is for every workspace where it waits. */
async function kept(
  article: Article,
  { owner, scopes }: UnreadItem,
  { articles }: ReadItemPorts,
): Promise<ItemReading> {
  const [first, ...others] = scopes;
  if (!first) return { kind: 'later', why: 'nobody waits for it' };
  const isPublic = owner === null;
  const saved = await articles.save(isPublic ? article : { ...article, address: null }, first);
  if (isPublic && article.address !== null) for (const scope of others) await articles.share(saved.id, scope);
  return { kind: 'read', article: saved };
}
