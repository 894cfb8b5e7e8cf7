import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/news/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY, FERRY_TOO, type Report, serveReports } from './reports.ts';
import { settle, swept } from './settle.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import { slackStage } from './stages/slack.ts';
import type { Person, Seen, Settings, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;
const WAIT = { timeout: 20_000 };

describe.each<[string, (settings: Settings, clock: Clock, store: Database) => Promise<Stage>]>([
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (name, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let moderator: Person;
  let now = Date.UTC(2027, 2, 1);
  const clock = () => now;
  const papers: Record<string, Report[]> = { 'Harbour Herald': [], 'Coast Courier': [] };

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    store = await testDatabase();
    const sweep = swept(store);
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50' }, clock, store);
    await sweep;
    moderator = stage.person('moderator');
    for (const paper of Object.keys(papers)) {
      tells(paper);
      await moderator.slash(`/source add url:${web.origin}${pathOf(paper)}`);
    }
  });
  afterEach(() => expect(stage.violations()).toEqual([]));
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  const pathOf = (paper: string) => `/${paper.split(' ')[0]}.atom`;

  /** A paper tells this from now on. */
  function tells(paper: string, ...reports: Omit<Report, 'published'>[]): void {
    papers[paper] = [...reports.map((report) => ({ ...report, published: now })), ...(papers[paper] ?? [])];
    serveReports(web, pathOf(paper), paper, papers[paper]);
  }

  async function later(ms: number): Promise<void> {
    await settle(store, clock);
    now += ms;
    await settle(store, clock);
  }

  const fate = async (path: string) => (await moderator.slash(`/why link:${web.origin}${path}`)).text;

  /** Digests, the oldest first. */
  async function digests(): Promise<Seen[]> {
    return (await moderator.sees()).filter(({ text }) => /^Digest · /.test(text) && !text.includes('A preview'));
  }

  /** Posts what waits; answers the digest once who asked has been told of it too. */
  async function digestNow(): Promise<Seen> {
    const before = (await digests()).length;
    await moderator.slash('/digest now');
    await expect.poll(async () => (await digests()).length, WAIT).toBe(before + 1);
    const said = async () => (await moderator.sees()).filter(({ text }) => text.startsWith('Posted: '));
    await expect.poll(async () => (await said()).length, WAIT).toBe(before + 1);
    const post = (await digests()).at(-1);
    if (!post) throw new Error('there is no digest');
    return post;
  }

  test('one event that two papers tell is one entry, and its Coverage says what they tell differently', async () => {
    await settle(store, clock);
    tells('Harbour Herald', FERRY);
    await later(5 * HOUR);
    tells('Coast Courier', FERRY_TOO);
    await later(5 * HOUR);
    const preview = await moderator.slash('/digest preview');
    expect(preview.text).toContain('A preview');
    expect(preview.isPrivate).toBe(name !== 'local');
    expect(await fate(FERRY.path)).toContain('Waiting');
    const post = await digestNow();
    expect(post.text).toContain('Coast Courier, Harbour Herald · 2 articles');
    const coverage = await moderator.pick(`1. ${FERRY_TOO.title}`, post);
    expect(coverage.text).toContain('Harbour Herald: 40');
    expect(coverage.text).toContain('Coast Courier: 46');
    expect(coverage.isPrivate).toBe(name !== 'local');
    expect(await fate(FERRY.path)).toContain('told together');
    expect(await fate(FERRY_TOO.path)).toContain('Posted here');
    expect((await moderator.slash('/digest now')).text).toContain('Nothing new waits here');
  });
});
