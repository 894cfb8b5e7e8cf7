import { sql } from 'kysely';
import type { Article } from '../../src/news/article.ts';
import type { Scope } from '../../src/news/ports.ts';
import { PLAIN_SUBSCRIPTION } from '../../src/news/subscription.ts';
import { newHealth } from '../../src/sources/health.ts';
import { newPollState } from '../../src/sources/poll.ts';
import { createArticles } from '../../src/store/articles.ts';
import type { Database } from '../../src/store/database.ts';
import { createDeliveries } from '../../src/store/deliveries.ts';
import { createFeedback } from '../../src/store/feedback.ts';
import { createLocalMessages } from '../../src/store/local-messages.ts';
import { createOffers } from '../../src/store/offers.ts';
import { createPassages } from '../../src/store/passages.ts';
import { createPosts } from '../../src/store/posts.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { createReplies } from '../../src/store/replies.ts';
import { createSealer } from '../../src/store/seal.ts';
import { createVectors } from '../../src/store/search-vectors.ts';
import { createSettings } from '../../src/store/settings.ts';
import { createSources } from '../../src/store/sources.ts';
import { createStoryBook } from '../../src/store/story-book.ts';
import { createSummaries } from '../../src/store/summaries.ts';
import { createUsage } from '../../src/store/usage.ts';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories } from '../../src/stories/place.ts';
import { ferryArticle } from './scopes.ts';

/** Of every word that a room leaves, this one is part; its addresses hold it too. */
export interface Room extends Scope {
  word: string;
}

const SETTINGS = { style: 'bullets', length: 'short' as const, language: null, promptHash: 'p', model: 'none' };

/** Has a channel read, ask, follow and be posted one of everything, at this moment. Answers what names it. */
export async function live(database: Database, { word, ...scope }: Room, now: number) {
  const { db } = database;
  const articles = createArticles(db);
  const own = await articles.save(articleOf(word, null), scope);
  const read = await articles.save(articleOf(word, `https://paper.example/${word}`), scope);
  const summaries: string[] = [];
  for (const { versionId } of [own, read]) {
    const summary = await createSummaries(db).save({ versionId, ...SETTINGS }, summaryOf(word));
    summaries.push(summary.id);
    const said = { summaryId: summary.id, who: `chat:@${word}`, channel: scope.channel };
    await createFeedback(db).add({ ...said, verdict: 'bad', reason: `Not ${word}.` });
  }
  const post = await followAndPost(database, { word, ...scope }, now);
  await createPassages(db).catchUp(100);
  const vectors = [own, read].map(({ id }) => ({ articleId: id, vector: [1, 2, 3] }));
  await createVectors(db).save('meaning', vectors);
  const question = await createQuestions(db).save(questionOf({ word, ...scope }, read.versionId), new Date(now));
  await createOffers(db).save(scope.channel, { address: `https://paper.example/${word}` }, now);
  const reply = {
    id: `reply${word}`,
    scope,
    asker: `chat:@${word}`,
    isPrivate: false,
    message: `m${word}`,
    pass: null,
  };
  await createReplies(db, createSealer('secret')).open(reply);
  const local = createLocalMessages(db, (): { state: 'final'; blocks: string[] } => ({ state: 'final', blocks: [] }));
  const message = { state: 'final' as const, blocks: [word] };
  const name = /^local:(.+)/.exec(scope.channel)?.[1];
  if (name !== undefined) await local.post(name, message, `local ${word}`);
  await createUsage(db).add({ day: '2026-11-24', scope, purpose: 'ask', model: 'm', inputTokens: 1, outputTokens: 1 });
  await db
    .insertInto('uploads')
    .values({ channel: scope.channel, name: 'a.txt', type: null, bytes: Buffer.from('a') })
    .execute();
  // The database dates these by its own clock.
  for (const table of ['replies', 'local_messages', 'deliveries'] as const)
    await db
      .updateTable(table)
      .set({ created_at: new Date(now) })
      .where(sql<boolean>`${sql.table(table)}::text like ${`%${word}%`}`)
      .execute();
  return { own, read, summaries, question, post };
}

export function articleOf(word: string, address: string | null): Article {
  const sentences = [
    { id: 1, paragraph: 0, text: `The ${word} ferry stopped at noon.` },
    { id: 2, paragraph: 0, text: `Nobody of ${word} was hurt, said the harbour master.` },
  ];
  const paragraphs = [sentences.map(({ text }) => text).join(' ')];
  return ferryArticle({ address, canonicalUrl: address, title: `Ferry of ${word} halted`, paragraphs, sentences });
}

function summaryOf(word: string) {
  return {
    claims: [{ text: `The ${word} ferry stopped.`, sentenceIds: [1], origin: 'written' as const }],
    ...{ leftOut: 0, repaired: 0, language: 'en' },
    writer: { kind: 'model' as const, model: word },
  };
}

function questionOf({ word, ...scope }: Room, versionId: string) {
  const claims = [
    { text: `At noon, ${word}.`, origin: 'quoted' as const, citations: [{ versionId, sentenceIds: [1] }] },
  ];
  const answer = { asked: word, claims, writer: { kind: 'model' as const, model: 'm' }, leftOut: 0, repaired: 0 };
  return { reply: `chat:${word}`, scope, thread: null, asker: `chat:@${word}`, text: `When did ${word} stop?`, answer };
}

/** Two items come: one is told, and one still waits. */
async function followAndPost(database: Database, { word, ...scope }: Room, now: number): Promise<string> {
  const { db } = database;
  const sources = createSources(db, (at) => ({ state: newPollState(), health: newHealth(at) }));
  const url = `https://${word}.example/feed`;
  const settings = { ...PLAIN_SUBSCRIPTION, title: null };
  const source = { url, kind: 'feed' as const, pattern: null };
  await sources.follow({ source, title: null, isShared: true, settings, scope, by: 'chat:@ada', now });
  const told = itemsOf(word);
  for (const items of [[], told]) {
    const claimed = await sources.claim({ now, leaseMs: 60_000, count: 100, perHost: 10 });
    for (const one of claimed) {
      await sources.record(one, {
        ...{ now, state: newPollState(), nextAt: now, hasTold: true, wasReached: true, trouble: null, title: null },
        ...{ movedTo: null, items: one.source.url === url ? items : [] },
        judge: () => ({ state: 'pending', reason: null }),
        conclude: () => ({ health: newHealth(now), tell: null }),
      });
    }
  }
  await placeUnread(database, scope, now);
  const posts = createPosts(db);
  const waiting = (await posts.waiting(scope.channel, now))[0];
  const lead = waiting?.items[0];
  if (!waiting || !lead) throw new Error('nothing waits');
  const key = `digest ${word}`;
  await posts.commit({
    post: {
      ...{ key, ...scope, kind: 'digest', message: { blocks: [word] } },
      stories: [
        {
          ...{ storyId: waiting.id, title: `Ferry of ${word}`, itemId: lead.itemId, versionId: lead.versionId },
          ...{ statements: [`The ${word} ferry stopped.`], lastPublished: now },
        },
      ],
    },
    changes: [{ subscriptionId: lead.subscriptionId, itemId: lead.itemId, state: 'posted', reason: null }],
    ...{ plan: null, now },
  });
  const deliveries = createDeliveries(db);
  for (const { key } of await deliveries.claim(now, 60_000, 100)) await deliveries.markSent(key, `chat:post-${word}`);
  await posts.settle(now);
  return key;
}

export function itemsOf(word: string, suffix = '') {
  return ['one', 'two'].map((name) => {
    const link = `https://${word}.example/${name}${suffix}`;
    const said = {
      title: `Ferry ${name} of ${word}`,
      author: `A. ${word}`,
      text: `The ${word} ferry ${name} stopped.`,
    };
    const item = {
      id: `${name}-${suffix}`,
      link,
      ...said,
      hasContent: true,
      language: 'en',
      published: null,
      updated: null,
    };
    return { item, linkKey: link, contentHash: `hash of ${name}` };
  });
}

async function placeUnread({ db }: Database, scope: Scope, now: number): Promise<void> {
  const book = createStoryBook(db);
  const articles = createArticles(db);
  const stories = createStories();
  const placed = [];
  for (const { item } of await book.claimUnread({ now, leaseMs: 1, count: 100 })) {
    const { versionId } = await articles.save(articleOf(item.title ?? '', item.link), scope);
    const facts = { url: item.link ?? '', title: item.title ?? '', text: item.text ?? '', published: now };
    const fingerprint = fingerprintOf({ id: item.itemId, ...facts });
    placed.push({ itemId: item.itemId, versionId, fingerprint, placement: stories.place(fingerprint) });
  }
  await book.save(placed, now);
}

export async function setRetention({ db }: Database, workspace: string, place: string, value: string | null) {
  await createSettings(db).set({ workspace, place, name: 'retention', value, by: 'chat:@ada' });
}
