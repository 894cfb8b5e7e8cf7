import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY, type Report, serveReports, WALK } from './reports.ts';
import { settle, swept } from './settle.ts';
import { discordStage } from './stages/discord.ts';
import { slackStage } from './stages/slack.ts';
import type { ChatStage } from './stages/stage.ts';

const HOUR = 3_600_000;

describe.each([
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (_, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: ChatStage;
  let now = Date.UTC(2027, 2, 1);
  const clock = () => now;

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    store = await testDatabase();
    const sweep = swept(store);
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50', SITE_PORT: '0' }, clock, store);
    await sweep;
    await stage.desk.openSite();
  });
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  function tells(...reports: Omit<Report, 'published'>[]): void {
    serveReports(
      web,
      '/herald.atom',
      'Harbour Herald',
      reports.map((report) => ({ ...report, published: now })),
    );
  }

  test('a moderator makes a link, a digest stands behind it, and it ends when it is taken back', async () => {
    const moderator = stage.person('moderator');
    tells(WALK);
    await moderator.slash(`/source add url:${web.origin}/herald.atom`);
    await settle(store, clock);
    now += 5 * HOUR;
    tells(FERRY, WALK);
    await settle(store, clock);
    expect((await stage.person('member').slash('/digest archive link:on')).text).toContain('for moderators only');
    const answer = await moderator.slash('/digest archive link:on');
    expect(answer.isPrivate).toBe(true);
    const address = /http:\/\/127\.0\.0\.1:\d+\/archive\/[\w-]{48}(?=\s)/.exec(answer.text)?.[0] ?? '';
    expect(answer.text).toContain(`${address}/feed.atom`);
    expect(await (await fetch(address)).text()).toContain('Nothing has been posted yet');
    await moderator.slash('/digest now');
    await settle(store, clock);
    for (const one of [address, `${address}/feed.atom`]) expect(await (await fetch(one)).text()).toContain(FERRY.title);
    const post = (await moderator.sees()).find(({ text }) => /^Digest · /.test(text));
    await moderator.use('Remove', post?.id ?? '');
    for (const one of [address, `${address}/feed.atom`])
      expect(await (await fetch(one)).text()).not.toContain(FERRY.title);
    expect((await moderator.slash('/digest archive link:on')).text).toContain('There is a link already');
    const renewed = await moderator.slash('/digest archive link:new');
    expect(renewed.text).not.toContain(address);
    expect((await fetch(address)).status).toBe(404);
    const second = /http:\S+\/archive\/[\w-]{48}(?=\s)/.exec(renewed.text)?.[0] ?? '';
    expect((await fetch(second)).status).toBe(200);
    expect((await moderator.slash('/digest archive link:off')).text).toContain('opens nothing any more');
    expect((await fetch(second)).status).toBe(404);
    expect((await moderator.slash('/settings history')).text).toContain('the archive has a link');
    expect(stage.violations()).toEqual([]);
  });
});
