import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { serveFeed } from './feeds.ts';
import { FERRY } from './reports.ts';
import { settle, swept } from './settle.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Stage } from './stages/stage.ts';
import { pageOf } from './story.ts';

const HOUR = 3_600_000;

describe.each(EVERY_STAGE)('on %s', (_, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let now = Date.UTC(2027, 4, 3, 6);
  const clock = () => now;

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    store = await testDatabase();
    const sweep = swept(store);
    // Pages are looked at again every 150 looks.
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '20' }, clock, store);
    await sweep;
  });
  afterEach(() => expect(stage.violations()).toEqual([]));
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  async function later(ms: number): Promise<void> {
    await settle(store, clock);
    now += ms;
    await settle(store, clock);
  }

  /** The page says this from now on; its feed stays as it is. */
  function says(...paragraphs: string[]): void {
    web.serve(FERRY.path, { body: pageOf(FERRY.title, paragraphs) });
  }

  const looksAt = (path: string) => web.requests.filter((one) => one.path === path).length;

  test('a page that is corrected behind its feed changes our post; what comes beside the article does not', async () => {
    const moderator = stage.person('moderator');
    const post = async () => (await moderator.sees()).filter(({ text }) => /^Digest · /.test(text));
    serveFeed(web, '/feed', 'Harbour Herald', []);
    await moderator.slash(`/source add url:${web.origin}/feed`);
    await settle(store, clock);
    serveFeed(web, '/feed', 'Harbour Herald', [{ ...FERRY, published: now }]);
    says(...FERRY.paragraphs);
    await later(5 * HOUR);
    await moderator.slash('/digest now');
    await expect.poll(post).toHaveLength(1);
    await settle(store, clock);
    const before = (await post())[0]?.text;
    expect(before).toContain('40 passengers');

    const seen = looksAt(FERRY.path);
    says(...FERRY.paragraphs, 'Readers have left 214 comments on this report from the harbour so far today.');
    now += 4 * HOUR;
    await expect.poll(() => looksAt(FERRY.path)).toBe(seen + 1);
    await settle(store, clock);
    expect((await post())[0]?.text).toBe(before);

    says(...FERRY.paragraphs.map((text) => text.replace('40 passengers', '46 passengers')));
    now += 30 * HOUR;
    await expect.poll(async () => (await post())[0]?.text).toContain('now 46 (before: 40)');
    expect(await post()).toHaveLength(1);
    expect(looksAt(FERRY.path)).toBe(seen + 2);
  });
});
