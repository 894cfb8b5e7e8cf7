import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY_TOO, FLOWERS, MARKET, MILL, type Report, SCHOOL, serveReports, WALK } from './reports.ts';
import { settle, swept } from './settle.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Person, Seen, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;
/** The 12th is a Friday. */
const utc = (day: number, hour: number) => Date.UTC(2027, 2, day, hour);
const FEED = '/herald.atom';

describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let moderator: Person;
  let role: ReturnType<Stage['role']>;
  let now = utc(12, 12);
  const clock = () => now;
  let reports: Report[] = [];

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    serveReports(web, FEED, 'Harbour Herald', reports);
    store = await testDatabase();
    const sweep = swept(store);
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50' }, clock, store);
    await sweep;
    moderator = stage.person('moderator');
    role = stage.role();
    await moderator.slash(`/source add url:${web.origin}${FEED}`);
    await moderator.slash('/digest schedule when:"daily 8:00" name:morning');
  });
  afterEach(() => expect(stage.violations()).toEqual([]));
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  function tells(report: Omit<Report, 'published'>): void {
    reports = [{ ...report, published: now }, ...reports];
    serveReports(web, FEED, 'Harbour Herald', reports);
  }

  /** Every quarter of a day on the way, or the source would be found failing for the time it was not asked. */
  async function until(moment: number): Promise<void> {
    await settle(store, clock);
    while (now < moment) {
      now = Math.min(moment, now + 5 * HOUR);
      await settle(store, clock);
    }
  }

  /** The one message for all that says this. */
  async function postWith(words: string): Promise<Seen> {
    const found = async () =>
      (await moderator.sees()).filter(({ text }) => text.includes(words) && !text.includes('A preview'));
    await expect.poll(async () => (await found()).length).toBe(1);
    const [post] = await found();
    if (!post) throw new Error(`nothing says ${words}`);
    return post;
  }

  test('only a moderator sets who is pinged, a role and nobody else, and never everybody', async () => {
    const set = (person: Person, ping: string) => person.slash(`/settings set ping:"${ping}"`);
    if (name !== 'local') {
      expect((await set(stage.person('member'), role.typed)).text).toContain('for moderators only');
    }
    for (const nobody of ['@everyone', '<!channel>', '<@12345>', 'readers'])
      expect((await set(moderator, nobody)).text).toContain("can't be used as ping");
    if (name === 'discord') {
      const [guild] = await workspaces();
      expect((await set(moderator, `<@&${guild}>`)).text).toContain('a role that is not everybody');
      const bytes = Buffer.from(`settings: {ping: "&${guild}"}`);
      const imported = await moderator.slash('/source import', [{ name: 'setup.yaml', type: 'text/yaml', bytes }]);
      expect(imported.text).toContain('a role that is not everybody');
    }
    expect((await moderator.slash('/settings show')).text).not.toContain('ping the role');
    expect((await set(moderator, role.typed)).text).toContain('ping &');
    expect((await moderator.slash('/settings show')).text).toContain('ping the role');
  });

  test('a digest that is due pings the role, once; where there is nothing to tell nobody is pinged', async () => {
    await until(utc(13, 8));
    expect(await stage.pinged()).toEqual([]);
    tells(FERRY_TOO);
    tells({
      ...{ path: '/trap', title: `Graffiti reads ${entities(role.typed)} in the old mill` },
      paragraphs: MILL.paragraphs.map((paragraph) => `${paragraph} It read ${entities(role.typed)} again.`),
    });
    await until(utc(14, 8));
    const post = await postWith('Morning · Sun 14 Mar 2027, 08:00');
    expect(post.text.split('\n')[0]).toBe(role.shown);
    expect(post.text).toContain(`Graffiti reads ${role.typed} in`);
    expect(await stage.pinged()).toEqual([{ id: post.id, typed: role.typed }]);
  });

  test('an edit of it pings nobody again, nor does what people ask for', async () => {
    const before = await stage.pinged();
    reports = reports.map((report) => ({
      ...{ ...report, updated: now },
      paragraphs: report.paragraphs.map((paragraph) => paragraph.replace('46 passengers', '52 passengers')),
    }));
    serveReports(web, FEED, 'Harbour Herald', reports);
    await until(utc(14, 20));
    const edited = await postWith('Morning · Sun');
    expect(edited.text).toContain('52 (before: 46)');
    expect(edited.text.split('\n')[0]).toBe(role.shown);
    tells(FLOWERS);
    await until(utc(15, 1));
    expect((await moderator.slash('/digest preview')).text).toContain(FLOWERS.title);
    await moderator.slash('/digest now');
    expect((await postWith('Digest · ')).text).toContain(FLOWERS.title);
    await moderator.slash(`/summarize text:"${MARKET.paragraphs.join(' ')}"`);
    await until(utc(15, 10));
    await postWith('What became of the news');
    expect(await stage.pinged()).toEqual(before);
  });

  test('a story that is posted at once pings it as well, and off ends it', async () => {
    const before = await stage.pinged();
    await moderator.slash('/digest instant mode:on');
    tells(WALK);
    await until(utc(15, 20));
    const post = await postWith(WALK.title);
    expect(await stage.pinged()).toEqual([...before, { id: post.id, typed: role.typed }]);
    await moderator.slash('/digest instant mode:off');
    await moderator.slash('/settings set ping:off');
    tells(SCHOOL);
    await until(utc(16, 8));
    expect((await postWith(SCHOOL.title)).text).toMatch(/^Morning · Tue/);
    expect(await stage.pinged()).toHaveLength(before.length + 1);
    expect((await moderator.slash('/settings history')).text).toContain('ping is now off');
  });

  async function workspaces(): Promise<string[]> {
    const rows = await store.db.selectFrom('digests').select('workspace').distinct().execute();
    return rows.map(({ workspace }) => workspace.slice(workspace.indexOf(':') + 1));
  }

  /** As it stands in a feed's HTML within XML. */
  function entities(text: string): string {
    return text.replaceAll('&', '&amp;amp;').replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;');
  }
});
