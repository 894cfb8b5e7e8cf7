import { expect, test } from 'vitest';
import { startDiscord } from '../doubles/discord/index.ts';
import { type ModelCall, type Reply, startModel } from '../doubles/model.ts';
import { startSlack } from '../doubles/slack/index.ts';
import { startWeb } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { slackStage } from './stages/slack.ts';
import { type ChatStage, openDeskFor, type Settings } from './stages/stage.ts';
import { goodStatements, PAGE } from './story.ts';

const MINUTE_MS = 60_000;

/**
 * A stage whose model keeps its answer (to every call, or to those that `holds` names) back until it is let go, so that something can go wrong in between, and whose clock
 * can be put forward.
 */
async function heldStage<S>(
  open: (settings: Record<string, string>, clock: () => number) => Promise<S>,
  holds: (call: ModelCall) => boolean = () => true,
) {
  let aheadMs = 0;
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const web = await startWeb({ '/story': { body: PAGE } });
  const model = await startModel(async (call: ModelCall): Promise<Reply> => {
    if (holds(call)) {
      ask();
      await held;
    }
    return { statements: goodStatements(call) };
  });
  const settings = { ALLOW_HOSTS: web.host, MODEL: 'double', OPENAI_BASE_URL: model.url };
  const stage = await open(settings, () => Date.now() + aheadMs);
  return {
    ...{ stage, asked, letGo, line: `/summarize url:${web.origin}/story` },
    putForward: (ms: number) => {
      aheadMs += ms;
    },
    async leave(close: () => Promise<void>) {
      letGo();
      await close();
      await model[Symbol.asyncDispose]();
      await web[Symbol.asyncDispose]();
    },
  };
}

test('a wrong Discord token ends the start with words that say where the right one is', async () => {
  await using double = await startDiscord();
  const start = openDeskFor({ DISCORD_TOKEN: 'wrong', DISCORD_API_URL: double.api });
  await expect(start).rejects.toMatchObject({ name: 'NeedsAdmin', message: expect.stringContaining('DISCORD_TOKEN') });
});

test.each([
  ['bot', 'SLACK_BOT_TOKEN'],
  ['app', 'SLACK_APP_TOKEN'],
])('a wrong Slack %s token ends the start with words that say which it is', async (_, name) => {
  await using double = await startSlack();
  const settings = { SLACK_BOT_TOKEN: double.botToken, SLACK_APP_TOKEN: double.appToken, SLACK_API_URL: double.api };
  const start = openDeskFor({ ...settings, [name]: name === 'SLACK_BOT_TOKEN' ? 'xoxb-wrong' : 'xapp-wrong' });
  await expect(start).rejects.toMatchObject({ name: 'NeedsAdmin', message: expect.stringContaining(name) });
});

test('a Slack scope that is taken away keeps the answer until it is back, and says which it is', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(slackStage);
  const { double, channelId } = stage;
  const scopes = [...(double.world.teams.get(double.teamId)?.scopes ?? [])];
  const reply = stage.person().slash(line);
  await asked;
  double.world.setScopes(scopes.filter((scope) => !scope.startsWith('chat:write')));
  letGo();
  await expect.poll(stage.troubles).toEqual([expect.stringContaining('chat:write')]);
  double.world.setScopes(scopes);
  putForward(6 * MINUTE_MS);
  expect((await reply).text).toContain('Harbour ferry line halted');
  expect(double.messages(channelId).filter(({ ephemeralTo }) => ephemeralTo === null)).toHaveLength(1);
  await leave(stage.close);
});

test('a Slack token that is taken back keeps the answer until the admin has mended it', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(slackStage);
  const { double } = stage;
  const reply = stage.person().slash(line);
  await asked;
  double.world.revoke(double.teamId, 'invalid_auth');
  letGo();
  await expect.poll(stage.troubles).toEqual([expect.stringMatching(/token/i)]);
  const team = double.world.teams.get(double.teamId);
  if (team) team.revoked = null;
  putForward(6 * MINUTE_MS);
  expect((await reply).text).toContain('Harbour ferry line halted');
  await leave(stage.close);
});

test.each(['archive', 'deleteChannel'] as const)(
  'after %s on Slack the answer reaches who asked, alone',
  async (how) => {
    const { stage, asked, letGo, line, leave } = await heldStage(slackStage);
    const { double, channelId } = stage;
    // The reply can no longer come where it was opened.
    stage
      .person()
      .slash(line)
      .catch(() => {});
    await asked;
    double.world[how](channelId);
    letGo();
    const direct = () =>
      [...double.world.channels.values()].filter(({ kind }) => kind === 'im').flatMap(({ id }) => double.messages(id));
    await expect
      .poll(() => direct().map(({ text }) => text))
      .toContainEqual(expect.stringContaining('Harbour ferry line halted'));
    expect(stage.violations()).toEqual([]);
    await leave(stage.close);
  },
);

test('an answer that takes longer than Discord’s token is put into its message all the same, once', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(discordStage);
  const { double, channelId } = stage;
  const reply = stage.person().slash(line);
  await asked;
  putForward(16 * MINUTE_MS);
  letGo();
  expect((await reply).text).toContain('Harbour ferry line halted');
  const holding = double.world.messages(channelId).filter((one) => JSON.stringify(one).includes('cosmetic'));
  expect(holding).toHaveLength(1);
  expect(stage.violations()).toEqual([]);
  await leave(stage.close);
});

test('a Discord channel that is deleted meanwhile: the answer reaches who asked, alone', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(discordStage);
  const { double, channelId } = stage;
  stage
    .person()
    .slash(line)
    .catch(() => {});
  await asked;
  const channel = double.world.channel(channelId);
  if (channel) double.world.deleteChannel(channel);
  putForward(16 * MINUTE_MS);
  letGo();
  const direct = () => double.world.channels().filter(({ kind }) => kind === 'dm');
  const said = () => direct().flatMap(({ id }) => double.world.messages(id).map((one) => JSON.stringify(one)));
  await expect.poll(said).toContainEqual(expect.stringContaining('Harbour ferry line halted'));
  expect(stage.violations()).toEqual([]);
  await leave(stage.close);
});

test('a Discord server that threw the bot out leaves words for the admin, and the desk goes on', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(discordStage);
  const { double } = stage;
  stage
    .person()
    .slash(line)
    .catch(() => {});
  await asked;
  const [guild] = double.world.guilds();
  if (guild) double.world.removeGuild(guild);
  putForward(16 * MINUTE_MS);
  letGo();
  const direct = () => double.world.channels().filter(({ kind }) => kind === 'dm');
  const ended = async () =>
    (await stage.troubles()).length > 0 || direct().some(({ id }) => double.world.messages(id).length > 0);
  await expect.poll(ended).toBe(true);
  const other = await stage.desk.inbox.type('stage', '/help');
  expect((await stage.desk.messages.get(other))?.message.state).toBe('final');
  await leave(stage.close);
});

test('a Discord token that is taken back keeps the answer until the admin has mended it', async () => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(discordStage);
  const { double } = stage;
  const reply = stage.person().slash(line);
  await asked;
  const token = double.token;
  double.setToken('another');
  // The interaction's own token is over too, so only the bot's is left to answer with.
  putForward(16 * MINUTE_MS);
  letGo();
  await expect.poll(stage.troubles).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  double.setToken(token);
  putForward(6 * MINUTE_MS);
  expect((await reply).text).toContain('Harbour ferry line halted');
  await leave(stage.close);
});

test.each<[string, (settings: Settings, clock?: () => number) => Promise<ChatStage>]>([
  ['discord', discordStage],
  ['slack', slackStage],
])('who waited long on %s is told that the summary is there, since an edit tells nobody', async (_, open) => {
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(open);
  const person = stage.person();
  const reply = person.slash(line);
  await asked;
  putForward(2 * MINUTE_MS);
  letGo();
  expect((await reply).text).toContain('Harbour ferry line halted');
  const texts = async () => (await person.sees()).map(({ text }) => text);
  await expect.poll(texts).toContainEqual(expect.stringMatching(/The summary of “.*” is ready/));
  expect(stage.violations()).toEqual([]);
  await leave(stage.close);
});

test('who waited long for an answer is told that it is there', async () => {
  const asks = ({ user }: ModelCall) => user.includes('Who halted the ferry line?');
  const { stage, asked, letGo, line, putForward, leave } = await heldStage(slackStage, asks);
  const person = stage.person();
  await person.slash(line);
  const reply = person.slash('/ask question:"Who halted the ferry line?"');
  await asked;
  putForward(2 * MINUTE_MS);
  letGo();
  await reply;
  const texts = async () => (await person.sees()).map(({ text }) => text);
  await expect.poll(texts).toContainEqual(expect.stringContaining('The answer to your question'));
  await leave(stage.close);
});
