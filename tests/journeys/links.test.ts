import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_BOUNDS } from '../../src/desk/overhear.ts';
import { type ModelDouble, startModel } from '../doubles/model.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import { slackStage } from './stages/slack.ts';
import type { ChatStage, Person, Stage } from './stages/stage.ts';
import { goodStatements, PAGE } from './story.ts';

/** So long the desk may go by what it knew of a channel's settings. */
const KNOWN_MS = 11_000;
const HEARING = { DISCORD_MESSAGE_CONTENT: 'yes', SLACK_READS_CHANNELS: 'yes' };
/** More than are told in an hour. */
const STORIES = LINK_BOUNDS.told + 8;
/** A word of its own in each story's title. */
const nameOf = (at: number) => `${String.fromCharCode(65 + at)}harbour`;

/** Links that people post, where a moderator wants them summarized. */
describe.each([
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s, links', (_, openStage) => {
  let web: WebDouble;
  let model: ModelDouble;
  let stage: Stage;
  let person: Person;
  let ahead = 0;

  beforeAll(async () => {
    const pages = Array.from({ length: STORIES }, (_, at) => [
      `/story/${at}`,
      { body: PAGE.replaceAll('Harbour', nameOf(at)) },
    ]);
    web = await startWeb({ ...Object.fromEntries(pages), '/thin': { body: '<p>Nothing here.</p>' } });
    model = await startModel(() => ({ status: 503 }));
    const models = { MODEL: 'double', OPENAI_BASE_URL: model.url, MODEL_RETRY_MS: '500' };
    stage = await openStage({ ALLOW_HOSTS: web.host, ...models, ...HEARING }, () => Date.now() + ahead);
    person = stage.person();
  });
  afterAll(async () => {
    expect(stage?.violations()).toEqual([]);
    expect(await stage?.troubles()).toEqual([]);
    await stage?.close();
    await model[Symbol.asyncDispose]();
    await web[Symbol.asyncDispose]();
  });

  const story = (at: number) => `${web.origin}/story/${at}`;
  const below = async (id: string) => (await person.seesBelow(id)).map(({ text }) => text);
  const links = () => stage.database.db.selectFrom('posted_links').selectAll().execute();
  const asChat = () => ('robot' in stage ? (stage as ChatStage) : null);

  async function says(text: string): Promise<string> {
    return await person.says(text);
  }

  /** The story is told below the message. */
  async function told(at: number, id: string, how = nameOf(at)): Promise<void> {
    const telling = async () => (await below(id)).filter((text) => text.includes(nameOf(at)));
    await expect.poll(telling).toEqual([expect.stringContaining(how)]);
  }

  test('are left alone until a moderator wants them told; a stand-in is replaced in place', async () => {
    const before = await says(stage.name === 'local' ? 'nothing yet' : `look at ${story(0)}`);
    const set = await stage.person('moderator').slash('/settings set links:on');
    expect(set.text).toContain('links on');
    expect(set.text).not.toContain('admin');
    ahead += KNOWN_MS;
    const after = await says(`look at ${story(0)}, it is new`);
    await told(0, after, 'can’t be reached now');
    model.answers((call) => ({ statements: goodStatements(call) }));
    await told(0, after, 'Written by double');
    if (asChat()) expect(await below(before)).toEqual([]);
  });

  test('are told once, each below its message, with the usual buttons', async () => {
    const again = await says(`again: ${story(0)}?utm_source=chat`);
    const both = await says(`here are ${story(1)} and ${story(2)}`);
    await told(1, both);
    await told(2, both);
    const summaries = await person.seesBelow(both);
    expect(summaries).toHaveLength(2);
    for (const { buttons } of summaries) expect(buttons).toContain('Evidence');
    if (asChat()) expect(await below(again)).toEqual([]);
    expect((await links()).filter(({ url_key: key }) => key.endsWith('/story/0'))).toHaveLength(1);
  });

  test('that can’t be read are left alone', async () => {
    const id = await says(`look at ${web.origin}/gone and ${web.origin}/thin`);
    const silent = async () => (await links()).filter(({ is_silent: isSilent }) => isSilent).length;
    await expect.poll(silent).toBe(2);
    const next = await says(`but this one: ${story(3)}`);
    await told(3, next);
    if (asChat()) expect(await below(id)).toEqual([]);
    expect([...(await person.sees()), ...(await person.seesBelow(id))].map(({ text }) => text).join()).not.toMatch(
      /no such page|No article/,
    );
  });

  test('of apps, and those that somebody shows to us, are not overheard', async () => {
    const chat = asChat();
    if (!chat) return;
    chat.robot().says(`built: ${story(4)}`);
    expect((await chat.person().mention(`what is this? ${story(4)}`)).text).toContain(nameOf(4));
    await told(5, await says(`and this: ${story(5)}`));
    expect((await links()).filter(({ url_key: key }) => key.endsWith('/story/4'))).toEqual([]);
  });

  test('that are told may be removed by who posted them, and by a moderator', async () => {
    const chat = asChat();
    if (!chat) return;
    const [poster, other, moderator] = [chat.person(), chat.person(), chat.person('moderator')];
    for (const [at, remover] of [
      [6, poster],
      [7, moderator],
    ] as const) {
      const id = poster.says(`mine: ${story(at)}`);
      await told(at, id);
      const [summary] = await poster.seesBelow(id);
      expect((await other.use('Remove', summary?.id ?? '')).text).toContain('Only who asked');
      expect((await remover.use('Remove', summary?.id ?? '')).text).toContain('Removed');
      await expect.poll(() => poster.seesBelow(id)).not.toContainEqual(summary);
    }
  });

  test('are no more than the bound in an hour', async () => {
    const counted = async () => (await links()).filter(({ is_silent: isSilent }) => !isSilent).length;
    const left = LINK_BOUNDS.told - (await counted());
    expect(left).toBeGreaterThan(0);
    const ids: string[] = [];
    for (let at = 8; at < STORIES; at += 1) ids.push(await says(`number ${at}: ${story(at)}`));
    const names = ids.map((_, index) => nameOf(8 + index));
    const shown = async () => {
      const texts = (await Promise.all(ids.map(below))).flat().join();
      return names.filter((name) => texts.includes(name)).length;
    };
    await expect.poll(shown).toBe(left);
    expect(await counted()).toBe(LINK_BOUNDS.told);
  });
});

/** Where the platform does not let us hear, the moderator and the admin are told what to do. */
test.each([
  ['discord', discordStage, 'DISCORD_MESSAGE_CONTENT'],
  ['slack', slackStage, 'SLACK_READS_CHANNELS'],
])(
  'on %s a moderator who wants links told, and the doctor, say what it takes to hear of them',
  async (_, openStage, setting) => {
    const stage: ChatStage = await openStage();
    const set = await stage.person('moderator').slash('/settings set links:on');
    expect(set.text).toMatch(new RegExp(`links on.*${setting}`, 's'));
    stage.person().says('look at https://news.example/story');
    const ill = (await stage.desk.check()).filter(({ isWell }) => !isWell);
    expect(ill).toContainEqual(expect.objectContaining({ words: expect.stringContaining(setting) }));
    expect(stage.violations()).toEqual([]);
    await stage.close();
  },
);
