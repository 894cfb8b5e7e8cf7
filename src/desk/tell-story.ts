import { judgeStory } from '../digests/told.ts';
import { addressesReader } from '../news/addressed.ts';
import type { StoredArticle } from '../news/article.ts';
import type { Claim } from '../news/claim.ts';
import type { StorySource, StoryToTell, Telling } from '../news/digest.ts';
import type { PostedStory, Posts, StoryItem, WaitingStory } from '../news/digest-ports.ts';
import type { Articles, Scope, Summaries } from '../news/ports.ts';
import type { Settings } from '../news/settings.ts';
import type { Models } from '../news/usage.ts';
import { findNew } from '../stories/development.ts';
import type { SummaryWriter } from './summarize.ts';

export interface TellPorts {
  posts: Pick<Posts, 'itemsOf'>;
  articles: Articles;
  summaries: Summaries;
  writer: SummaryWriter;
  models: Pick<Models, 'for'>;
}

export interface ToldStory {
  story: StoryToTell;
  posted: PostedStory;
}

const MAX_CLAIMS = 3;
/** So many of the stories that it follows are looked into. */
const MOST_EARLIER = 3;

/** A story as a channel is to be told it now; null where nothing is new beside what it was told. */
export async function tellStory(
  waiting: WaitingStory,
  { tellings, scope, settings }: { tellings: readonly Telling[]; scope: Scope; settings: Settings },
  ports: TellPorts,
): Promise<ToldStory | null> {
  const items = tellings.length > 0 ? await toCompare(waiting, tellings, scope, ports) : waiting.items;
  const articles = await readAll(items, scope, ports);
  const { id, earlier } = waiting;
  const now = articles.map(({ item, article }) => ({
    ...{ id: item.itemId, published: item.published, sentences: article.sentences },
  }));
  const judged = judgeStory({ id, earlier, articles: now }, tellings, findNew);
  if (judged.kind === 'skip') return null;
  const lead =
    judged.kind === 'whole'
      ? leadOf(articles.filter(({ item }) => isOpen(item)))
      : articles.find(({ item }) => item.itemId === judged.articleId);
  if (!lead) return null;
  const claims =
    judged.kind === 'new' ? newClaims(judged.sentences) : await claimsOf(lead.article, scope, settings, ports);
  const shown = judged.kind === 'new' ? waiting.items.filter(isOpen) : waiting.items;
  return {
    story: {
      ...{ id, claims, title: lead.item.title ?? lead.article.title ?? 'Without a title' },
      sources: [lead.item, ...shown.filter((one) => one.itemId !== lead.item.itemId)].map(toSource),
      lastPublished: Math.max(...shown.map(({ published }) => published)),
      follows: judged.kind === 'new' ? judged.since : null,
    },
    posted: toPosted(id, lead, articles, claims),
  };
}

/** What waits, and what the channel had when it was told last: only what is news beside all that is news. */
async function toCompare(
  { items, earlier }: WaitingStory,
  tellings: readonly Telling[],
  { channel }: Scope,
  { posts }: TellPorts,
): Promise<StoryItem[]> {
  const last = Math.max(...tellings.map(({ lastPublished }) => lastPublished));
  const before: StoryItem[] = [];
  for (const id of earlier.slice(0, MOST_EARLIER)) before.push(...(await posts.itemsOf(channel, id)));
  return [...before, ...items].filter((item) => isOpen(item) || item.published <= last);
}

interface ReadItem {
  item: StoryItem;
  article: StoredArticle;
}

async function readAll(items: readonly StoryItem[], scope: Scope, { articles }: TellPorts): Promise<ReadItem[]> {
  const read: ReadItem[] = [];
  for (const item of items) {
    const article = item.versionId === null ? null : await articles.findVersion(item.versionId, scope);
    if (article) read.push({ item, article });
  }
  return read;
}

/** The newest of those that say much: the latest figures, but no mere flash. */
function leadOf(articles: readonly ReadItem[]): ReadItem | undefined {
  const most = Math.max(...articles.map(weightOf));
  return articles
    .filter((one) => weightOf(one) >= most / 2)
    .sort((one, other) => other.item.published - one.item.published)[0];
}

/** What could not be read whole counts for little. */
function weightOf({ item: { words, isWhole, copyOf } }: ReadItem): number {
  return Math.min(words, 400) * (isWhole ? 1 : 0.2) * (copyOf === null ? 1 : 0.9);
}

/**
 * What was written of the article before, if a model did; else its own sentences. A digest asks no model: one that many read must
 * not wait for it, and costs nothing beyond what was asked for anyway.
 */
async function claimsOf(
  article: StoredArticle,
  scope: Scope,
  { style, language }: Settings,
  { summaries, writer, models }: TellPorts,
) {
  const { model } = await models.for(scope);
  const asked = { versionId: article.versionId, style, language };
  for (const length of model ? (['short', 'medium', 'long'] as const) : []) {
    const written = { promptHash: writer.promptHash(style, null), model: model?.name ?? '' };
    const summary = await summaries.find({ ...asked, length, ...written });
    if (summary?.writer.kind === 'model') return summary.claims.slice(0, MAX_CLAIMS);
  }
  const own = writer.extract(article, 'short', 'no-model').claims;
  return own.filter(({ text }) => !addressesReader(text)).slice(0, MAX_CLAIMS);
}

/** The sentences themselves, those with the most new facts. */
function newClaims(sentences: readonly { sentenceId: number; sentence: string; facts: readonly object[] }[]): Claim[] {
  return sentences
    .filter(({ sentence }) => !addressesReader(sentence))
    .toSorted((one, other) => other.facts.length - one.facts.length || one.sentenceId - other.sentenceId)
    .slice(0, MAX_CLAIMS)
    .sort((one, other) => one.sentenceId - other.sentenceId)
    .map(({ sentence, sentenceId }) => ({ text: sentence, sentenceIds: [sentenceId], origin: 'quoted' }));
}

function toSource({ outlet, link, tag }: StoryItem): StorySource {
  return { name: outlet, url: link ?? '', section: tag };
}

function toPosted(
  storyId: string,
  { item, article }: ReadItem,
  articles: readonly ReadItem[],
  claims: readonly Claim[],
): PostedStory {
  return {
    ...{ storyId, title: item.title ?? article.title ?? '', itemId: item.itemId, versionId: article.versionId },
    statements: claims.map(({ text }) => text),
    lastPublished: Math.max(...articles.map((one) => one.item.published)),
  };
}

export function isOpen({ state }: StoryItem): boolean {
  return state === 'pending' || state === 'held';
}
