import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../doubles/database.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { FERRY, FERRY_AGAIN, FERRY_TOO, FLOWERS, MARKET, MILL, type Report, serveReports } from './reports.ts';
import { settle, swept } from './settle.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Person, Seen, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;
/** In New York the clock goes from 2 to 3 on the night before 14 March 2027; in Berlin it does not. */
const utc = (day: number, hour: number, minute = 0) => Date.UTC(2027, 2, day, hour, minute);
const PAPERS = ['Harbour Herald', 'Coast Courier', 'Mill Gazette', 'Fading Echo', 'Valley Post'];

/** Five sources, two channels in two zones, a clock that is put forward, a stop of a night, a feed that moves, one that dies, an edit. */
describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
  let web: WebDouble;
  let store: Database;
  let stage: Stage;
  let newYork: Person;
  let berlin: Person;
  let now = utc(12, 12);
  const clock = () => now;
  const papers = new Map<string, Report[]>(PAPERS.map((paper) => [paper, []]));

  beforeAll(async () => {
    web = await startWeb({ '/robots.txt': { status: 404 } });
    for (const paper of PAPERS) serve(paper);
    store = await testDatabase();
    const sweep = swept(store);
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50' }, clock, store);
    await sweep;
    newYork = stage.person('moderator');
    berlin = stage.person('moderator', 'elsewhere');
  });
  afterAll(async () => {
    await stage?.close();
    await store.close();
    await web[Symbol.asyncDispose]();
  });

  const pathOf = (paper: string) => `/${paper.split(' ')[1]}.atom`.toLowerCase();
  const serve = (paper: string, path = pathOf(paper)) => serveReports(web, path, paper, papers.get(paper) ?? []);

  function tells(paper: string, report: Omit<Report, 'published'>, path = pathOf(paper)): void {
    papers.set(paper, [{ ...report, published: now }, ...(papers.get(paper) ?? [])]);
    serve(paper, path);
  }

  function edits(paper: string, change: (report: Report) => Report): void {
    papers.set(paper, (papers.get(paper) ?? []).map(change));
    serve(paper);
  }

  /** Every quarter of a day on the way, or a source would be found failing for the time it was not asked. */
  async function until(moment: number): Promise<void> {
    while (now < moment) {
      now = Math.min(moment, now + 5 * HOUR);
      await settle(store, clock);
    }
  }

  /** The first lines of what a channel was told without asking, the oldest first. */
  async function posts(person: Person): Promise<string[]> {
    const told = (await person.sees()).filter(
      ({ text }) => /^[^\n]+ · [^\n]+ 2027, /.test(text) || /for good, /.test(text),
    );
    return told.map(({ text }) => text.split('\n')[0] ?? '');
  }

  async function digestOf(person: Person, title: string): Promise<Seen> {
    const found = (await person.sees()).filter(({ text }) => text.startsWith(title));
    expect(found).toHaveLength(1);
    const [post] = found;
    if (!post) throw new Error(`no ${title}`);
    return post;
  }

  test('three days end with exactly the expected posts', { timeout: 6 * PATIENCE_MS }, async () => {
    // Friday: both follow all five; New York wants its digest at a time that Sunday's clock skips.
    for (const person of [newYork, berlin])
      for (const paper of PAPERS) await person.slash(`/source add url:${web.origin}${pathOf(paper)}`);
    await newYork.slash('/digest schedule when:"daily 02:30" zone:"new york" name:night');
    await berlin.slash('/settings set zone:Europe/Berlin');
    const set = await berlin.slash('/digest schedule when:"daily 8:00" name:morning');
    expect(set.text).toContain('Next: Sat 13 Mar 2027, 08:00');
    await until(utc(12, 20));
    tells('Harbour Herald', FERRY);
    tells('Mill Gazette', MILL);
    await until(utc(13, 1));
    tells('Coast Courier', FERRY_TOO);

    // Saturday: one event from two papers is one story, at each channel's own time.
    await until(utc(13, 8));
    const saturday = await digestOf(newYork, 'Night · Sat 13 Mar 2027, 02:30');
    expect(saturday.text).toContain('Coast Courier, Harbour Herald · 2 articles');
    expect(saturday.text).toContain(MILL.title);
    expect((await digestOf(berlin, 'Morning · Sat 13 Mar 2027, 08:00')).text).toContain('46 passengers');

    // An edit that corrects a number changes both posts; one of the date alone changes nothing. A feed moves, another ends.
    const wrong = /46 passengers/;
    edits('Coast Courier', (report) => ({
      ...{ ...report, updated: now },
      paragraphs: report.paragraphs.map((paragraph) => paragraph.replace(wrong, '52 passengers')),
    }));
    edits('Mill Gazette', (report) => ({ ...report, updated: now }));
    serve('Mill Gazette', '/new-gazette.atom');
    web.serve(pathOf('Mill Gazette'), { status: 301, headers: { location: '/new-gazette.atom' } });
    web.serve(pathOf('Fading Echo'), { status: 410 });
    await until(utc(13, 20));
    const corrected = await digestOf(newYork, 'Night · Sat');
    expect(corrected.text).toContain('52 (before: 46)');
    expect(corrected.text).not.toContain(`Changed by its outlet since this was posted: ${MILL.title}`);
    expect((await digestOf(berlin, 'Morning · Sat')).text).toContain('52 (before: 46)');

    // Sunday: yesterday's stories are not told again; what happened since is, and leads back. Half past two is at three.
    tells('Harbour Herald', FERRY_AGAIN);
    tells('Valley Post', FLOWERS);
    await until(utc(14, 8));
    const sunday = await digestOf(newYork, 'Night · Sun 14 Mar 2027, 03:00');
    expect(sunday.text).toContain('What’s new since Sat 13 Mar 2027');
    expect(sunday.text).toContain('two people');
    expect(sunday.text).toContain(FLOWERS.title);
    expect(sunday.text).not.toContain(MILL.title);
    if (name !== 'local') expect(JSON.stringify(await postsAsSent())).toMatch(LINK_BACK[name] ?? /nothing/);
    expect((await digestOf(berlin, 'Morning · Sun 14 Mar 2027, 08:00')).text).toContain('What’s new since');

    // The desk is down over Monday's digests. It tells once what came meanwhile.
    await stage.restart(() => {
      now = utc(14, 20);
      tells('Mill Gazette', MARKET, '/new-gazette.atom');
      now = utc(15, 10);
    });
    await settle(store, clock);
    expect((await digestOf(newYork, 'Night · Mon 15 Mar 2027, 02:30')).text).toContain(MARKET.title);
    expect((await digestOf(berlin, 'Morning · Mon 15 Mar 2027, 08:00')).text).toContain(MARKET.title);
    await until(utc(15, 23));

    expect(await posts(newYork)).toEqual([
      'Night · Sat 13 Mar 2027, 02:30',
      ...['Fading Echo', 'Mill Gazette'],
      'Night · Sun 14 Mar 2027, 03:00',
      'Night · Mon 15 Mar 2027, 02:30',
      'What became of the news · Mon 15 Mar 2027, 09:00',
    ]);
    expect(await posts(berlin)).toEqual([
      'Morning · Sat 13 Mar 2027, 08:00',
      ...['Fading Echo', 'Mill Gazette'],
      'Morning · Sun 14 Mar 2027, 08:00',
      'Morning · Mon 15 Mar 2027, 08:00',
      'What became of the news · Mon 15 Mar 2027, 09:00',
    ]);
    expect(stage.violations()).toEqual([]);
  });

  const LINK_BACK: Record<string, RegExp> = {
    discord: /https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+/,
    slack: /slack\.com\/archives\/\w+\/p\d+/,
  };
  async function postsAsSent(): Promise<unknown[]> {
    return await store.db.selectFrom('posts').select('message').execute();
  }
});
