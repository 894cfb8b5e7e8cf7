import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY, FERRY_TOO, FLOWERS, MARKET, MILL, type Report, SCHOOL, serveReports, WALK } from './reports.ts';
import { settle, swept } from './settle.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Person, Seen, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;

describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
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
    await expect.poll(async () => (await digests()).length).toBe(before + 1);
    const said = async () => (await moderator.sees()).filter(({ text }) => text.startsWith('Posted: '));
    await expect.poll(async () => (await said()).length).toBe(before + 1);
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

  test('a schedule is listed, paused, resumed and taken out; while it is paused nothing comes, and then all at once', async () => {
    expect((await moderator.slash('/digest schedule when:"dayly 8"')).text).toContain("can't be used as a schedule");
    expect((await moderator.slash('/digest schedule when:"daily 8:00" zone:Nowhere')).text).toContain(
      'is not a time zone',
    );
    const set = await moderator.slash('/digest schedule when:"daily 8:00" name:morning');
    expect(set.text).toContain('“morning” is posted here daily 08:00 (UTC). Next: ');
    expect((await moderator.slash('/digest list')).text).toMatch(/weekly account: weekly mon 09:00 \(UTC\) · next Mon/);
    await moderator.slash('/digest pause name:morning');
    expect((await moderator.slash('/digest list')).text).toContain('morning: daily 08:00 (UTC) · paused');
    tells('Harbour Herald', MILL);
    await later(26 * HOUR);
    tells('Coast Courier', FLOWERS);
    await later(26 * HOUR);
    expect(await mornings()).toEqual([]);
    await moderator.slash('/digest resume');
    await settle(store, clock);
    expect(await mornings()).toEqual([]);
    await later(25 * HOUR);
    const [post, ...others] = await mornings();
    expect(others).toEqual([]);
    expect(post?.text).toContain(MILL.title);
    expect(post?.text).toContain(FLOWERS.title);
    await moderator.slash('/digest remove name:morning');
    expect((await moderator.slash('/digest list')).text).not.toContain('morning');
    expect((await moderator.slash('/digest pause name:evening')).text).toContain('no digest called “evening”');
  });

  test('who changed when digests come stands in the history, the newest first', async () => {
    await moderator.slash('/digest schedule when:"weekdays 7:30" zone:Europe/Berlin section:Crafts name:early');
    for (const change of ['pause', 'resume', 'remove']) await moderator.slash(`/digest ${change} name:early`);
    await moderator.slash('/digest instant mode:on rate:3');
    await moderator.slash('/digest instant mode:off');
    await moderator.slash('/digest pause name:nowhere');
    const { text } = await moderator.slash('/settings history');
    const [{ who } = { who: '' }] = await store.db.selectFrom('audit').orderBy('id', 'desc').select('who').execute();
    const lines = text.split('\n').flatMap((line) => line.split(` · ${who} · `)[1] ?? []);
    expect(lines.slice(0, 7)).toEqual([
      ...['instant is now off', 'rate is now 3', 'instant is now on'],
      'the digest early is posted no longer',
      'the digest early is no longer paused',
      'the digest early is paused',
      'the digest early is posted weekdays 07:30 (Europe/Berlin) of Crafts',
    ]);
  });

  test('in instant mode each story is posted at once; what quiet hours keep back is told together when they end', async () => {
    await moderator.slash('/settings set quiet:22:00-07:00');
    const on = await moderator.slash('/digest instant mode:on rate:2');
    expect(on.text).toContain('2 an hour at most. It is quiet here 22:00-07:00');
    await settle(store, clock);
    now = atHour(12);
    tells('Harbour Herald', MARKET);
    await later(5 * HOUR);
    await expect.poll(() => firstLines([MARKET.title])).toEqual([MARKET.title]);
    now = atHour(21);
    await settle(store, clock);
    tells('Coast Courier', WALK);
    tells('Harbour Herald', SCHOOL);
    await later(5 * HOUR);
    for (const { path } of [WALK, SCHOOL])
      await expect.poll(() => fate(path)).toContain('because it is quiet here at this hour');
    await later(6 * HOUR);
    const waited = async () => (await moderator.sees()).filter(({ text }) => text.startsWith('What waited'));
    await expect.poll(async () => (await waited()).length).toBe(1);
    const [post] = await waited();
    expect(post?.text).toContain(WALK.title);
    expect(post?.text).toContain(SCHOOL.title);
    await settle(store, clock);
    expect((await moderator.slash('/digest instant mode:off')).text).toContain('told in digests');
  });

  test('a member may look, and is refused what changes anything', async () => {
    if (name === 'local') return;
    const member = stage.person('member');
    expect((await member.slash('/digest list')).text).toContain('weekly account');
    expect((await member.slash('/digest preview')).text).toContain('Nothing new waits here');
    for (const line of ['now', 'schedule when:"daily 8:00"', 'pause', 'resume', 'remove', 'instant mode:on'])
      expect((await member.slash(`/digest ${line}`)).text).toContain('for moderators only');
  });

  const mornings = async () => (await moderator.sees()).filter(({ text }) => text.startsWith('Morning · '));

  /** The next moment at which it is so late in UTC. */
  const atHour = (hour: number) => Math.ceil((now - hour * HOUR) / (24 * HOUR)) * 24 * HOUR + hour * HOUR;

  async function firstLines(wanted: string[]): Promise<string[]> {
    const lines = (await moderator.sees()).map(({ text }) => text.split('\n')[0] ?? '');
    return lines.filter((line) => wanted.includes(line));
  }
});
