import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_BOUNDS } from '../../src/desk/overhear.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import { slackStage } from './stages/slack.ts';
import type { Person, Stage } from './stages/stage.ts';
import { PAGE } from './story.ts';

/** So long the desk may go by what it knew of a channel's settings. */
const KNOWN_MS = 11_000;
const STORIES = LINK_BOUNDS.told + 4;
const nameOf = (at: number) => `${String.fromCharCode(65 + at)}harbour`;

/** Links that people post, where a moderator wants them summarized. */
describe.each([
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (_, openStage) => {
  let web: WebDouble;
  let stage: Stage;
  let person: Person;
  let ahead = 0;

  beforeAll(async () => {
    const stories = Array.from({ length: STORIES }, (_, at) => [
      `/story/${at}`,
      { body: PAGE.replaceAll('Harbour', nameOf(at)) },
    ]);
    web = await startWeb({ ...Object.fromEntries(stories), '/thin': { body: '<p>Nothing here.</p>' } });
    const reading = { DISCORD_MESSAGE_CONTENT: 'yes', SLACK_READS_CHANNELS: 'yes' };
    stage = await openStage({ ALLOW_HOSTS: web.host, ...reading }, () => Date.now() + ahead);
    person = stage.person();
  });
  afterAll(async () => {
    expect(stage?.violations()).toEqual([]);
    await stage?.close();
    await web[Symbol.asyncDispose]();
  });

  const story = (at: number) => `${web.origin}/story/${at}`;
  const below = async (id: string) => (await person.seesBelow(id)).map(({ text }) => text);
  async function told(at: number, id: string): Promise<void> {
    await expect.poll(() => below(id), { timeout: 20_000 }).toContainEqual(expect.stringContaining(nameOf(at)));
  }

  test('are left alone until a moderator wants them', async () => {
    const before = await person.says(`look at ${story(0)}`);
    const set = await stage.person('moderator').slash('/settings set links:on');
    expect(set.text).toContain('links on');
    expect(set.text).not.toContain('admin');
    ahead += KNOWN_MS;
    const after = await person.says(`look at ${story(0)}, it is new`);
    await told(0, after);
    if (stage.name !== 'local') expect(await below(before)).toEqual([]);
  });
});
