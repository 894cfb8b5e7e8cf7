import type { Archive, ArchivedPosts, ArchiveLinks } from '../news/archive-ports.ts';
import { renderFeed } from './feed.ts';
import { renderPage } from './page.ts';
import { showPost } from './post.ts';

export interface ArchivePorts {
  archiveLinks: Pick<ArchiveLinks, 'find'>;
  archivedPosts: ArchivedPosts;
  /** Where the site is reached, without a slash at its end. */
  siteAddress: () => string;
}

export interface Answer {
  type: 'page' | 'feed';
  body: string;
  changedAt: number;
}

const PATH = /^\/archive\/(?<token>[\w-]{1,100})(?:\/(?<rest>feed\.atom|[0-9a-f]{20}))?$/;
const PAGE_QUERY = /^\?page=(?<page>[1-9]\d{0,2})$/;
const PER_PAGE = 20;
const MAX_PAGES = 100;
const PER_FEED = 30;

/** Where a token's page is; its feed and each post stand under it. */
export function archiveAddress(siteAddress: string, token: string): string {
  return `${siteAddress}/archive/${token}`;
}

/** What an address of the site shows; null for everything that is not there, whyever that is. */
export async function answerArchive(path: string, query: string, ports: ArchivePorts): Promise<Answer | null> {
  const { token, rest } = PATH.exec(path)?.groups ?? {};
  const page = query === '' ? 1 : Number(PAGE_QUERY.exec(query)?.groups?.page ?? 0);
  if (token === undefined || page < 1 || page > MAX_PAGES || (page > 1 && rest !== undefined)) return null;
  const archive = await ports.archiveLinks.find(token);
  if (!archive) return null;
  const address = archiveAddress(ports.siteAddress(), token);
  const changedAt = Math.max(archive.madeAt, (await ports.archivedPosts.changedAt(archive)) ?? 0);
  const place = { archive, address, feed: `${address}/${FEED}`, changedAt };
  if (rest === FEED) return await feedOf(place, ports);
  return rest === undefined ? await pageOf(place, page, ports) : await postOf(place, rest, ports);
}

const FEED = 'feed.atom';

interface Place {
  archive: Archive;
  address: string;
  feed: string;
  changedAt: number;
}

async function feedOf(place: Place, { archivedPosts }: ArchivePorts): Promise<Answer> {
  const { posts } = await archivedPosts.list(place.archive, { skip: 0, count: PER_FEED, key: null });
  return { type: 'feed', body: renderFeed(posts.map(showPost), place.archive, place), changedAt: place.changedAt };
}

async function pageOf(place: Place, page: number, { archivedPosts }: ArchivePorts): Promise<Answer | null> {
  const { address, changedAt } = place;
  const skip = (page - 1) * PER_PAGE;
  const { posts, hasMore } = await archivedPosts.list(place.archive, { skip, count: PER_PAGE, key: null });
  if (posts.length === 0 && page > 1) return null;
  const linkTo = (other: number) => (other === 1 ? address : `${address}?page=${other}`);
  const newer = page > 1 ? linkTo(page - 1) : null;
  const older = hasMore && page < MAX_PAGES ? linkTo(page + 1) : null;
  const body = renderPage(posts.map(showPost), { ...place, newer, older, isWhole: true });
  return { type: 'page', body, changedAt };
}

async function postOf(place: Place, key: string, { archivedPosts }: ArchivePorts): Promise<Answer | null> {
  const { posts } = await archivedPosts.list(place.archive, { skip: 0, count: 1, key });
  if (posts.length === 0) return null;
  const body = renderPage(posts.map(showPost), { ...place, newer: null, older: null, isWhole: false });
  return { type: 'page', body, changedAt: place.changedAt };
}
