import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/news/ports.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { serveFeed } from './feeds.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import { slackStage } from './stages/slack.ts';
import type { Person, Settings, Stage } from './stages/stage.ts';

const HOUR = 3_600_000;
const PIER = { path: '/pier', title: 'The old pier closes' };
const TRAM = { path: '/tram', title: 'A tram for Larkmoor' };
const FAIR = { path: '/fair', title: 'The autumn fair opens', author: 'Ada Lind' };

/** What a channel follows, and what it is told of that, the same on every platform. */
describe.each<[string, (settings: Settings, clock: Clock) => Promise<Stage>]>([
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (name, openStage) => {
  let web: WebDouble;
  let stage: Stage;
  let moderator: Person;
  // From a Tuesday noon on: the days that pass here end before Monday's account would be posted among the answers.
  let aheadMs = untilTuesdayNoon(Date.now());

  beforeAll(async () => {
    web = await startWeb();
    stage = await openStage({ ALLOW_HOSTS: web.host, LOOK_MS: '50' }, () => Date.now() + aheadMs);
    moderator = stage.person('moderator');
  });
  beforeEach(() => web.serve('/robots.txt', { status: 404 }));
  afterEach(() => expect(stage.violations()).toEqual([]));
  afterAll(async () => {
    await stage?.close();
    await web[Symbol.asyncDispose]();
  });

  /** Puts the clock forward and waits until the feed was asked again, and the answer written down. */
  async function laterAsked(path: string, ms: number): Promise<void> {
    const before = web.countOf(path);
    const known = await listed();
    aheadMs += ms;
    await expect.poll(() => web.countOf(path)).toBeGreaterThan(before);
    await expect.poll(listed).not.toBe(known);
  }

  /**
   * What /source list answers. A notice that comes at that moment may be taken for the answer, so the answer is waited for: the
   * clock must not jump in between.
   */
  async function listed(): Promise<string> {
    const heading = 'Followed in this channel';
    const before = name === 'local' ? 0 : await noticesWith(heading);
    const seen = await moderator.slash('/source list');
    if (name !== 'local') await expect.poll(() => noticesWith(heading)).toBe(before + 1);
    return seen.text;
  }

  /** The text of the file, without what stands around it. */
  async function exported(): Promise<string> {
    const lines = (await moderator.slash('/source export')).text.split('\n');
    return lines.filter((line) => !/^```|sources as yaml|What this channel follows/.test(line)).join('\n');
  }

  async function becomes(link: string, words: string): Promise<void> {
    const why = async () => (await moderator.slash(`/why link:${link}`)).text;
    await expect.poll(why).toContain(words);
  }

  async function noticesWith(words: string): Promise<number> {
    return (await moderator.sees()).filter(({ text }) => text.includes(words)).length;
  }

  test('a feed is followed at once; what it holds is no news, what comes later waits to be posted', async () => {
    serveFeed(web, '/post.rss', 'Larkmoor Post', [PIER]);
    const added = await moderator.slash(`/source add url:${web.origin}/post.rss`);
    expect(added.text).toContain('Larkmoor Post');
    expect(added.text).toContain('Followed here from now on');
    expect(added.text).toContain('The old pier closes');
    expect(added.isPrivate).toBe(false);
    await becomes(`${web.origin}/pier`, 'There before');
    serveFeed(web, '/post.rss', 'Larkmoor Post', [TRAM, PIER]);
    await laterAsked('/post.rss', 5 * HOUR);
    await becomes(`${web.origin}/tram?utm_source=feed`, 'Waiting');
    await becomes(`${web.origin}/pier`, 'There before');
    const list = await moderator.slash('/source list');
    expect(list.text).toContain('Larkmoor Post');
    expect(list.text).toContain('1 waiting');
    expect(list.isPrivate).toBe(name !== 'local');
    expect((await moderator.slash(`/source add url:${web.origin}/post.rss`)).text).toContain('followed here already');
  });

  test('a filter is tried on what was told before it is set; then what it keeps out says why', async () => {
    const preview = await moderator.slash('/source filter source:"Larkmoor Post" expression:"NOT title:fair"');
    expect(preview.text).toContain('2 of the last 2 pass');
    expect(preview.text).toContain('✓ A tram for Larkmoor');
    const set = await moderator.click('Use this filter', preview);
    expect(set.text).toContain('only this passes of Larkmoor Post: NOT title:fair');
    serveFeed(web, '/post.rss', 'Larkmoor Post', [FAIR, TRAM, PIER]);
    await laterAsked('/post.rss', 5 * HOUR);
    await becomes(`${web.origin}/fair`, 'Filtered: it is not posted, because “fair” is in the title');
    const shown = await moderator.slash('/source filter source:"Larkmoor Post"');
    expect(shown.text).toContain('✗ The autumn fair opens');
    await moderator.click('Remove the filter', shown);
    expect((await moderator.slash('/source list')).text).not.toContain('NOT title:fair');
    const wrong = await moderator.slash('/source filter source:"Larkmoor Post" expression:"rail OR"');
    expect(wrong.text).toContain('The filter can');
  });

  test('what a paused source tells is not posted, also not later', async () => {
    await moderator.slash('/source pause source:"Larkmoor Post"');
    expect((await moderator.slash('/settings history')).text).toContain('Larkmoor Post is paused');
    expect((await moderator.slash('/source list')).text).toContain('paused');
    serveFeed(web, '/post.rss', 'Larkmoor Post', [{ path: '/quiet', title: 'A quiet day' }, FAIR, TRAM, PIER]);
    await laterAsked('/post.rss', 5 * HOUR);
    await becomes(`${web.origin}/quiet`, 'because the source was paused here');
    expect((await moderator.slash('/source resume source:"Larkmoor Post"')).text).toContain('followed here again');
    serveFeed(web, '/post.rss', 'Larkmoor Post', [{ path: '/loud', title: 'A loud day' }, FAIR, TRAM, PIER]);
    await laterAsked('/post.rss', 5 * HOUR);
    await becomes(`${web.origin}/loud`, 'Waiting');
    await becomes(`${web.origin}/quiet`, 'because the source was paused here');
  });

  test('a test says what came, and what nobody told is said to be unknown', async () => {
    const tested = await moderator.slash('/source test source:"Larkmoor Post"');
    expect(tested.text).toContain('It answers and holds 4 articles');
    expect((await moderator.slash(`/why link:${web.origin}/nowhere`)).text).toContain('has told this address yet');
    expect((await moderator.slash('/why link:https://elsewhere.example/a')).text).toContain('none is followed');
    expect((await moderator.slash('/source test source:nonsense')).text).toContain('Nothing called “nonsense”');
  });

  test('a feed that fails is told of once, and once when it is back; one blip is not', async () => {
    web.serve('/post.rss', { status: 500 });
    await laterAsked('/post.rss', 5 * HOUR);
    expect(await noticesWith('has not been readable')).toBe(0);
    for (let times = 0; times < 4; times++) await laterAsked('/post.rss', 14 * HOUR);
    await expect.poll(() => noticesWith('has not been readable')).toBe(1);
    expect((await moderator.slash('/source list')).text).toContain('failing: its server answered with an error');
    serveFeed(web, '/post.rss', 'Larkmoor Post', [{ path: '/after', title: 'After the storm' }]);
    for (let times = 0; times < 3; times++) await laterAsked('/post.rss', 14 * HOUR);
    await expect.poll(() => noticesWith('can be read again')).toBe(1);
    expect(await noticesWith('has not been readable')).toBe(1);
    await becomes(`${web.origin}/after`, 'Waiting');
  });

  test('a feed that is gone for good is told of and asked no more', async () => {
    serveFeed(web, '/dead', 'The Fading Echo', [PIER]);
    await moderator.slash(`/source add url:${web.origin}/dead`);
    await becomes(`${web.origin}/pier`, 'From The Fading Echo');
    web.serve('/dead', { status: 410 });
    await laterAsked('/dead', 5 * HOUR);
    await expect.poll(() => noticesWith('gone for good, so it is asked no more')).toBe(1);
    expect((await moderator.slash('/source list')).text).toContain('gone for good, asked no more');
    const removed = await moderator.slash('/source remove source:Fading');
    expect(removed.text).toContain('not followed here any more');
    expect((await moderator.slash('/source list')).text).not.toContain('Fading');
  });

  test('a page that names two feeds, or none, asks which is meant', async () => {
    serveFeed(web, '/news.rss', 'All news', [PIER]);
    serveFeed(web, '/sport.rss', 'Sport only', [TRAM]);
    const links = ['/news.rss', '/sport.rss'].map(
      (href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`,
    );
    web.serve('/home', { body: `<html><head><title>Home</title>${links.join('')}</head><body>Hello</body></html>` });
    const found = await moderator.slash(`/source add url:${web.origin}/home`);
    expect(found.text).toContain('which one?');
    expect(found.buttons).toEqual(['1. All news', '2. Sport only']);
    expect((await moderator.click('2. Sport only', found)).text).toContain('Sport only is followed here from now on');
    const articles = Array.from(
      { length: 6 },
      (_, at) => `<a href="/story/a-long-walk-number-${at}">A long walk number ${at}</a>`,
    );
    web.serve('/plain', { body: `<html><head><title>Walks</title></head><body>${articles.join(' ')}</body></html>` });
    const page = await moderator.slash(`/source add url:${web.origin}/plain`);
    expect(page.text).toContain('no feed, but 6 articles linked');
    expect((await moderator.click('Follow it', page)).text).toContain('Walks is followed here from now on');
  });

  test('a whole set-up goes out as a file and comes in again, with nothing changed before somebody says so', async () => {
    const yaml = (await moderator.slash('/source export')).text;
    expect(yaml).toContain(`${web.origin}/sport.rss`);
    const file = (text: string) => ({ name: 'setup.yaml', type: 'text/yaml', bytes: Buffer.from(text) });
    const same = await moderator.slash('/source import', [file(await exported())]);
    expect(same.text).toContain('Nothing would change');
    const changed = `version: 1\nsources:\n  - url: ${web.origin}/sport.rss\n    title: Sports desk\n    filter: NOT golf\n`;
    const preview = await moderator.slash('/source import', [file(changed)]);
    expect(preview.text).toContain('1 to change: Sport only');
    expect((await moderator.slash('/source export')).text).toBe(yaml);
    const done = await moderator.click('Do it', preview);
    expect(done.text).toContain('Imported');
    const list = await moderator.slash('/source list');
    expect(list.text).toContain('Sports desk');
    expect(list.text).toContain('filter NOT golf');
    const wrong = await moderator.slash('/source import', [file('sources: [{url: nonsense}]')]);
    expect(wrong.text).toContain('The file can’t be used'.replace('’', "'"));
  });

  test('what an OPML file names is followed once somebody says so, and what it holds is no news', async () => {
    serveFeed(web, '/mill.rss', 'Mill News', [{ path: '/mill', title: 'The mill turns' }]);
    const outline = `<outline text="Mills"><outline text="Mill" xmlUrl="${web.origin}/mill.rss"/></outline>`;
    const bytes = Buffer.from(`<?xml version="1.0"?><opml version="2.0"><head/><body>${outline}</body></opml>`);
    const preview = await moderator.slash('/source import', [{ name: 'all.opml', type: 'text/x-opml', bytes }]);
    expect(preview.text).toContain('1 to follow: Mill');
    expect(web.countOf('/mill.rss')).toBe(0);
    const done = await moderator.click('Do it', preview);
    expect(done.text).toContain('1 to follow: Mill');
    await becomes(`${web.origin}/mill`, 'There before');
    expect((await moderator.slash('/source list')).text).toContain('section Mills');
    const opml = (await moderator.slash('/source export format:opml')).text;
    expect(opml).toContain(`xmlUrl="${web.origin}/mill.rss"`);
    const again = await moderator.slash('/source import', [{ name: 'all.opml', type: 'text/x-opml', bytes }]);
    expect(again.text).toContain('Nothing would change');
    expect(again.buttons).toEqual([]);
  });

  test('a source is called as the channel likes, in its section, posted at once or not', async () => {
    const set = await moderator.slash('/source set source:Mill title:"Of mills" section:Crafts mode:instant');
    expect(set.text).toContain('Of mills is in the section Crafts and posted at once');
    const list = (await moderator.slash('/source list')).text;
    expect(list).toContain('Of mills');
    expect(list).toContain('posted at once · section Crafts');
    const cleared = await moderator.slash('/source set source:mills title:- section:- mode:digest');
    expect(cleared.text).toContain('Mill News is in no section and posted with the digest');
    expect((await moderator.slash('/source set source:"Mill News"')).text).toContain('Give at least one of');
  });

  test('when a channel is told goes out and comes in with its set-up', async () => {
    const file = (text: string) => ({ name: 'setup.yaml', type: 'text/yaml', bytes: Buffer.from(text) });
    await moderator.slash('/digest schedule when:"weekdays 7:30" zone:Europe/Berlin section:Crafts name:Early');
    await moderator.slash('/digest pause name:Early');
    const [whole, listed] = [await exported(), (await moderator.slash('/digest list')).text];
    expect((await moderator.slash('/source import', [file(whole)])).text).toContain('Nothing would change');
    for (const digest of ['Early', 'weekly account']) await moderator.slash(`/digest remove name:"${digest}"`);
    await moderator.click('Do it', await moderator.slash('/source import', [file(whole)]));
    expect(await exported()).toBe(whole);
    expect((await moderator.slash('/digest list')).text).toBe(listed);
    const other =
      'digests:\n  - {name: Early, when: weekdays 7:30, zone: berlin, section: Crafts}\n  - {name: Late, when: sun 9 pm}';
    const preview = await moderator.slash('/source import', [file(other)]);
    expect(preview.text).toContain('1 digests to add: Late: weekly sun 21:00 (UTC)');
    expect(preview.text).toContain('1 digests to change: Early: weekdays 07:30 (Europe/Berlin) of Crafts');
    expect(preview.text).toContain('1 digests here only, and kept: weekly account');
    expect(await exported()).toBe(whole);
    await moderator.click('Do it', preview);
    const after = (await moderator.slash('/digest list')).text;
    expect(after).toMatch(/Early: weekdays 07:30 \(Europe\/Berlin\) · section Crafts · next /);
    expect(after).toContain('Late: weekly sun 21:00 (UTC)');
    expect(after).toContain('weekly account: weekly mon 09:00');
    const history = (await moderator.slash('/settings history')).text;
    expect(history).toContain('the digest Late: weekly sun 21:00 (UTC) is added by an import');
    expect(history).toContain('the digest Early: weekdays 07:30 (Europe/Berlin) of Crafts is changed by an import');
    const later = file('digests: [{name: Late, when: mon 9 pm, paused: true}]');
    await moderator.click('Do it', await moderator.slash('/source import', [later]));
    expect((await moderator.slash('/digest list')).text).toContain('Late: weekly mon 21:00 (UTC) · paused');
    const many = Array.from({ length: 18 }, (_, at) => `  - {name: d${at}, when: daily 8}`).join('\n');
    const refused = await moderator.slash('/source import', [file(`digests:\n${many}`)]);
    expect(refused.text).toContain('A channel can have 20 digests');
  });

  test('another channel sees nothing of what is followed here', async () => {
    const { inbox, messages } = stage.desk;
    const said = async (line: string) =>
      JSON.stringify((await messages.get(await inbox.type('elsewhere', line)))?.message);
    expect(await said('/source list')).toContain('Nothing yet');
    expect(await said(`/why link:${web.origin}/tram`)).toContain('none is followed from its site');
    expect(await said('/source pause source:Post')).toContain('is followed in this channel');
    expect(await said('/source export')).toContain('sources: []');
  });

  test('a member may look, and is refused what changes anything', async () => {
    if (name === 'local') return;
    const member = stage.person('member');
    expect((await member.slash('/source list')).text).toContain('Larkmoor Post');
    expect((await member.slash(`/why link:${web.origin}/tram`)).text).toContain('Waiting');
    for (const line of ['add url:https://paper.example/', 'pause source:Post', 'remove source:Post'])
      expect((await member.slash(`/source ${line}`)).text).toContain('for moderators only');
  });
});

test('while a source is typed on Discord, what the channel follows is offered by its title', async () => {
  await using web = await startWeb();
  serveFeed(web, '/post.rss', 'Larkmoor Post', [PIER]);
  const stage = await discordStage({ ALLOW_HOSTS: web.host });
  const moderator = stage.person('moderator');
  await moderator.slash(`/source add url:${web.origin}/post.rss`);
  const { world } = stage.double;
  const channel = world.channel(stage.channelId);
  const [guild] = world.guilds();
  const user = world.addUser({ name: 'typist' });
  if (!channel || !guild) throw new Error('the stage has no channel');
  world.addMember(guild, user, { permissions: ['ManageGuild'] });
  const typist = stage.double.person(user, channel);
  const offered = async () => await typist.autocomplete('/source pause source:lark', 'source');
  await expect.poll(async () => (await offered()).map(({ name }) => name)).toEqual(['Larkmoor Post']);
  await stage.close();
});

/** 1 January 1970 was a Thursday. */
function untilTuesdayNoon(now: number): number {
  const WEEK = 7 * 24 * HOUR;
  const sinceTuesdayNoon = (now + 2 * 24 * HOUR - 12 * HOUR) % WEEK;
  return WEEK - sinceTuesdayNoon;
}
