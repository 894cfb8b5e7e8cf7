import { expect, test } from 'vitest';
import { words } from '../../src/chat/message.ts';
import { NeedsAdmin } from '../../src/delivery/platform.ts';
import { openDesk, settingsFor, shown } from './discord-desk.ts';

test('commands are listed when the desk opens, and only what differs is written when it opens again', async () => {
  await using desk = await openDesk();
  const listed = desk.discord.commands(null).map(({ name }) => name);
  expect(listed.toSorted()).toEqual(['Remove', 'Summarize', 'ask', 'broken', 'desk', 'help', 'slow', 'summarize']);
  const writes = () =>
    desk.discord.journal.entries().filter(({ method, path }) => method !== 'GET' && path.includes('/commands')).length;
  expect(writes()).toBe(listed.length);
  await desk.reopen();
  expect(writes()).toBe(listed.length);
  expect(desk.discord.journal.violations()).toEqual([]);
});

test('commands of named servers are listed there alone, and a server we are not in is said in words', async () => {
  await using desk = await openDesk({ guilds: ['1'] });
  expect(desk.discord.commands(null)).toEqual([]);
  expect(await desk.untilLogged(({ event, level }) => event === 'commands' && level === 40)).toMatchObject({
    words: expect.stringContaining('not in the server 1'),
  });
});

test('commands move with the settings, and nobody sees them twice', async () => {
  const guilds: string[] = [];
  await using desk = await openDesk({ guilds });
  const counts = () => [desk.discord.commands(null).length, desk.discord.commands(desk.guild.id).length];
  const [everywhere = 0] = counts();
  expect(counts()).toEqual([everywhere, 0]);
  guilds.push(desk.guild.id);
  await desk.reopen();
  expect(counts()).toEqual([0, everywhere]);
  guilds.pop();
  await desk.reopen();
  expect(counts()).toEqual([everywhere, 0]);
  expect(desk.discord.journal.violations()).toEqual([]);
});

test('a wrong token and an intent that is not granted stop the start, in words', async () => {
  await expect(openDesk({ token: 'wrong' })).rejects.toThrow(/Reset Token/);
  await expect(openDesk({ messageContent: true })).rejects.toThrow(/Message Content Intent/);
  await expect(openDesk({ token: 'wrong' })).rejects.toBeInstanceOf(NeedsAdmin);
});

test('a broken connection is resumed, and what was said meanwhile is heard', async () => {
  await using desk = await openDesk();
  desk.discord.gateway.disconnect(4000);
  await desk.untilLogged(({ outcome }) => outcome === 'resumed');
  desk.discord.gateway.sendOp7Reconnect();
  await desk.untilLogged(() => desk.logged.filter(({ outcome }) => outcome === 'resumed').length === 2);
  await desk.ann.slash('/help').until((one) => shown(one).includes('Here is what there is.'));
});

test('a token taken back while running is said in words, and nothing breaks', async () => {
  await using desk = await openDesk();
  desk.discord.setToken('another');
  desk.discord.gateway.disconnect(4004);
  expect(await desk.untilLogged(({ code }) => code === 4004)).toMatchObject({
    words: expect.stringContaining('Reset Token'),
  });
  await expect(desk.post(`discord:${desk.channel.id}`, words('x'))).rejects.toThrow(NeedsAdmin);
});

test('each server we are in is welcomed where we may write, else its owner is', async () => {
  await using desk = await openDesk();
  const quiet = desk.discord.world.addGuild({
    name: 'Quiet',
    ownerId: desk.ann.user.id,
    channels: [{ name: 'general', botPermissions: ['ViewChannel'] }],
  });
  await desk.untilWelcomed(2);
  expect(desk.welcomed).toEqual([
    { workspace: `discord:${desk.guild.id}`, postTo: `discord:${desk.channel.id}` },
    { workspace: `discord:${quiet.id}`, postTo: `discord:@${desk.ann.user.id}` },
  ]);
});

test('a server that throws us out is told to the admin', async () => {
  await using desk = await openDesk();
  desk.discord.world.removeGuild(desk.guild);
  expect(await desk.untilLogged(({ outcome }) => outcome === 'removed')).toMatchObject({
    workspace: `discord:${desk.guild.id}`,
    words: expect.stringContaining('invited again'),
  });
  await expect(desk.post(`discord:${desk.channel.id}`, words('x'))).rejects.toThrow(/View Channel|Unknown Channel/);
});

test('shards share the servers', async () => {
  await using desk = await openDesk({ shards: 2 });
  await desk.discord.gateway.ready(2);
  expect(desk.discord.gateway.connections).toBe(2);
  await desk.ann.slash('/help').until((one) => shown(one).includes('Here is what there is.'));
});

test('the doctor looks at the token, the app, the gateway and each channel', async () => {
  await using desk = await openDesk();
  const hidden = desk.discord.world.addChannel(desk.guild, {
    name: 'hidden',
    botPermissions: ['ViewChannel', 'SendMessages'],
  });
  const thread = desk.discord.world.addThread(desk.channel, { name: 'thread' });
  const refs = [desk.channel, hidden, thread].map(({ id }) => `discord:${id}`);
  const checks = await desk.connection.check([...refs, 'discord:404', `discord:@${desk.ann.user.id}`]);
  expect(checks.map(({ isWell }) => isWell)).toEqual([true, true, true, true, false, true, false, true]);
  expect(checks[4]?.words).toContain('lacks: Send Messages in Threads, Embed Links, Read Message History');
  desk.discord.setToken('another');
  expect(await desk.connection.check([])).toMatchObject([
    { isWell: false, words: expect.stringContaining('Reset Token') },
  ]);
});

test('the doctor tells how a role becomes one that posts can ping', async () => {
  await using desk = await openDesk();
  const { world } = desk.discord;
  const ref = `discord:${desk.channel.id}`;
  const wordsFor = async (role: string) => (await desk.connection.check([ref], new Map([[ref, `&${role}`]]))).at(-1);
  const open = world.addRole(desk.guild, { name: 'readers', isMentionable: true });
  expect(await wordsFor(open.id)).toMatchObject({ isWell: true });
  const closed = world.addRole(desk.guild, { name: 'staff' });
  expect(await wordsFor(closed.id)).toMatchObject({
    isWell: false,
    words: expect.stringContaining('can’t ping the role staff. Switch on “Allow anyone to @mention this role”'),
  });
  expect(await wordsFor('123456789012345678')).toMatchObject({ isWell: false, words: expect.stringContaining('gone') });
  world.setBotPermissions(desk.channel, [
    ...(['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'ReadMessageHistory'] as const),
    'MentionEveryone',
  ]);
  expect(await wordsFor(closed.id)).toMatchObject({ isWell: true });
});

test('the doctor tells of an intent that is asked for and not granted', async () => {
  await using desk = await openDesk();
  const { connectDiscord } = await import('../../src/platforms/discord/index.ts');
  const connection = connectDiscord({ ...settingsFor(desk.discord), messageContent: true }, desk.ports);
  expect((await connection.check([]))[1]).toMatchObject({
    isWell: false,
    words: expect.stringContaining('Message Content Intent'),
  });
  await connection.close();
});
