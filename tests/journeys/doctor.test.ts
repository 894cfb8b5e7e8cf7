import { expect, test } from 'vitest';
import { discordStage } from './stages/discord.ts';
import { slackStage } from './stages/slack.ts';

test('the doctor finds Discord well, and a channel it may not write in by name and by what it lacks', async () => {
  const stage = await discordStage();
  const { desk, double, channelId } = stage;
  await stage.person().slash('/settings show');
  await desk.inbox.type('stage', '/help');
  expect((await desk.check()).filter(({ isWell }) => !isWell)).toEqual([]);
  // A channel is known once something was summarized in it.
  await stage.person().slash('/summarize text:"The ferry stopped at noon on Monday in the harbour of Larkmoor."');
  const channel = double.world.channel(channelId);
  if (channel) double.world.setBotPermissions(channel, ['ViewChannel']);
  const ill = (await desk.check()).filter(({ isWell }) => !isWell);
  expect(ill).toEqual([expect.objectContaining({ words: expect.stringContaining('Send Messages') })]);
  await stage.close();
});

test('the doctor finds the role that a channel’s digests are to ping and cannot', async () => {
  const stage = await discordStage();
  const { desk, double } = stage;
  const [guild] = double.world.guilds();
  if (!guild) throw new Error('there is no server');
  const moderator = stage.person('moderator');
  await moderator.slash('/summarize text:"The ferry stopped at noon on Monday in the harbour of Larkmoor."');
  for (const [isMentionable, ill] of [
    [true, []],
    [false, [expect.objectContaining({ words: expect.stringContaining('can’t ping the role readers') })]],
  ] as const) {
    const role = double.world.addRole(guild, { name: 'readers', isMentionable });
    await moderator.slash(`/settings set ping:<@&${role.id}> where:workspace`);
    expect((await desk.check()).filter(({ isWell }) => !isWell)).toEqual(ill);
  }
  await stage.close();
});

test('the doctor names the Slack scope that is missing and says how to add it', async () => {
  const stage = await slackStage();
  const { desk, double } = stage;
  double.world.setScopes(['commands', 'chat:write']);
  const ill = (await desk.check()).filter(({ isWell }) => !isWell);
  expect(ill.map(({ words }) => words).join('\n')).toMatch(/app_mentions:read[\s\S]*install the app again/);
  await stage.close();
});
