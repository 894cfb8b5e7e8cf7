import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { forgetOld } from '../../src/jobs/forget-old.ts';
import type { Database } from '../../src/store/database.ts';
import { createStores } from '../../src/wire-stores.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY, MILL, type Report, serveReports, WALK } from './reports.ts';
import { settle, swept } from './settle.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Person, Seen, Stage } from './stages/stage.ts';
import { TOWN } from './town.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PASTED =
  'The merger with Quillfeather is announced in May. Nora Brightwell signed the contract with Zanderfold on Monday.';
const ABOUT_PASTED = '/ask question:"Who signed the contract with Zanderfold?"';
const ABOUT_MAYOR = '/ask question:"Who resigned as mayor of Ostry?"';

describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let moderator: Person;
  let archive = '';
  const told: Report[] = [];
  // What the database dates by itself is of the real today.
  let now = Date.now();
  const clock = () => now;

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 }, '/mayor': { body: TOWN.mayor } });
    store = await testDatabase();
    const sweep = swept(store);
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50', SITE_PORT: '0' }, clock, store);
    await sweep;
    await stage.desk.openSite();
    moderator = stage.person('moderator');
  });
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  function tells(...reports: Omit<Report, 'published'>[]): void {
    told.unshift(...reports.map((report) => ({ ...report, published: now })));
    serveReports(web, '/herald.atom', 'Harbour Herald', told);
  }

  async function later(ms: number): Promise<void> {
    now += ms;
    await settle(store, clock);
  }

  /** The hourly run, by the desk's clock. */
  async function sweepNow(): Promise<void> {
    const stores = createStores(store, readConfig({ SECRET_KEY: 'test' }), clock);
    const control = { progress: async () => {}, signal: AbortSignal.timeout(60_000), enqueuedAt: now, attempt: 1 };
    await forgetOld.run({}, { ...stores, clock }, { ...control, isLast: false });
  }

  async function digestNow(): Promise<Seen> {
    await moderator.slash('/digest now');
    await settle(store, clock);
    const [post] = (await moderator.sees()).filter(({ text }) => /^Digest · /.test(text)).reverse();
    if (!post) throw new Error('there is no digest');
    return post;
  }

  /** All that was said since; the desk's clock is ahead of the queue's, so that it may say too that the answer is ready. */
  async function asked(line: string): Promise<string> {
    const before = new Set((await moderator.sees()).map(({ id }) => id));
    await moderator.slash(line);
    await settle(store, clock);
    return (await moderator.sees())
      .filter(({ id }) => !before.has(id))
      .map(({ text }) => text)
      .join('\n');
  }

  const archived = async () => await (await fetch(archive)).text();

  test('after its days what a channel read, asked and was posted is gone, and no story is told again', async () => {
    tells(WALK);
    await moderator.slash(`/source add url:${web.origin}/herald.atom`);
    await moderator.slash('/settings set retention:7');
    expect((await moderator.slash('/settings show')).text).toContain('is kept: for 7 days');
    const pasted = await moderator.slash(`/summarize text:"${PASTED}"`);
    const read = await moderator.slash(`/summarize url:${web.origin}/mayor`);
    const answer = await moderator.slash(ABOUT_PASTED);
    expect(answer.text).toContain('Nora Brightwell signed');
    const offered = await moderator.slash('/digest archive link:on');
    archive = /http:\/\/127\.0\.0\.1:\d+\/archive\/[\w-]{48}/.exec(offered.text)?.[0] ?? '';
    tells(FERRY);
    await later(5 * HOUR);
    const post = await digestNow();
    expect(post.text).toContain(FERRY.title);
    expect(await archived()).toContain(FERRY.title);
    const buttons = await buttonsOf([pasted, read, answer]);
    await later(6 * DAY);
    await sweepNow();
    expect(await asked(ABOUT_MAYOR)).toContain('Tomas Weller resigned');
    expect(await archived()).toContain(FERRY.title);

    await later(2 * DAY);
    await sweepNow();
    for (const question of [ABOUT_PASTED, ABOUT_MAYOR])
      expect(await asked(question)).toContain('not in what I have read');
    for (const press of buttons) expect(await press()).toMatch(/no longer stored/);
    expect(await archived()).toContain('Nothing has been posted yet');
    // Who starts anew knows no more than the store. The paper tells it once more, under another address, beside what is new.
    await stage.restart(() => {});
    tells({ ...FERRY, path: '/ferry-once-more' }, MILL);
    await later(5 * HOUR);
    const next = await digestNow();
    expect(next.text).toContain(MILL.title);
    expect(next.text).not.toContain(FERRY.title);
    const why = await moderator.slash(`/why link:${web.origin}/ferry-once-more`);
    expect(why.text).toContain('Merged: ');
    expect(why.text).toContain('it is a copy of');
    expect((await moderator.slash(`/why link:${web.origin}${FERRY.path}`)).text).toContain('Posted here');
    expect((await moderator.slash('/settings history')).text).toContain('retention is now 7');
    expect(stage.violations()).toEqual([]);
  });

  /** The Evidence of messages that are old by then. The local chat forgets its messages too: there it is called by hand. */
  async function buttonsOf(messages: readonly Seen[]): Promise<(() => Promise<string>)[]> {
    if (name !== 'local')
      return messages.map((message) => async () => (await moderator.click('Evidence', message)).text);
    const calls = [];
    for (const { id } of messages) {
      const stored = await stage.desk.messages.get(id);
      const button = stored?.message.buttons.find(({ label }) => label === 'Evidence');
      if (!button) throw new Error('there is no Evidence');
      calls.push(async () => {
        expect(await stage.desk.messages.get(id)).toBeNull();
        const reply = await stage.desk.inbox.call('stage', 'Evidence', button);
        return await expect
          .poll(async () => JSON.stringify((await stage.desk.messages.get(reply))?.message))
          .toContain('no longer')
          .then(() => 'no longer stored');
      });
    }
    return calls;
  }
});
