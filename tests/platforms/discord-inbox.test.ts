import { afterEach, expect, test } from 'vitest';
import { type Desk, openDesk, resultOf, shown } from './discord-desk.ts';

let desk: Desk;

afterEach(async () => {
  const violations = desk.discord.journal.violations();
  await desk[Symbol.asyncDispose]();
  expect(violations).toEqual([]);
});

test('a command is answered at once, shows its steps and ends in its result', async () => {
  desk = await openDesk();
  const call = desk.ann.slash('/summarize url:https://news.example/a style:brief');
  expect(await call.answered).toMatchObject({ type: 5 });
  const asked = await desk.asked('summarize');
  expect(asked).toMatchObject({
    options: { url: 'https://news.example/a', style: 'brief' },
    scope: { workspace: `discord:${desk.guild.id}`, channel: `discord:${desk.channel.id}` },
    reply: `discord:${desk.channel.id}/r${call.id}`,
    caller: `discord:@${desk.ann.user.id}`,
  });
  expect(desk.replies.all.get(call.id)).toMatchObject({ isPrivate: false, message: call.message()?.id });
  await desk.step(asked.reply, 'Reading…');
  expect(shown(call.message())).toContain('-# Reading…');
  await desk.finish(asked.reply);
  expect(shown(call.message())).toContain('Bridge reopens');
  expect(call.ephemeral).toBe(false);
});

test('a private answer is seen by the asker alone', async () => {
  desk = await openDesk();
  const call = desk.ann.slash('/help');
  const message = await call.until((one) => shown(one).includes('Here is what there is.'));
  expect(call.ephemeral).toBe(true);
  expect(message.flags & 64).toBe(64);
});

test('without what it needs a command asks in a form, and what was given already is filled in', async () => {
  desk = await openDesk();
  const call = desk.ann.slash('/summarize style:deep');
  expect(await call.answered).toMatchObject({ type: 9 });
  const modal = call.modal();
  expect(modal).toMatchObject({ custom_id: 'summarize?', title: 'Summarize an article' });
  expect(JSON.stringify(modal)).toContain('"value":"deep","default":true');
  const sent = desk.ann.submit('summarize?', { url: 'https://news.example/b', style: ['deep'] });
  expect(await sent.answered).toMatchObject({ type: 5 });
  expect(await desk.asked('summarize')).toMatchObject({
    options: { url: 'https://news.example/b', style: 'deep', text: null },
  });
});

test('buttons, menus and their forms are commands; the message they stand on stays', async () => {
  desk = await openDesk();
  const { call, message } = await summarized(desk);
  const before = shown(call.message());

  const evidence = desk.ann.click(message, 'Evidence');
  await evidence.until((one) => shown(one).includes('Evidence of 7'));
  expect(evidence.ephemeral).toBe(true);

  const again = desk.ann.click(message, 'Again');
  await again.until((one) => shown(one).includes('Again 7 as it was'));
  expect(again.ephemeral).toBe(false);

  const style = desk.ann.select(message, 'again?summary=7#style', ['deep']);
  await style.until((one) => shown(one).includes('Again 7 deep'));

  const complain = desk.ann.click(message, 'Complain');
  expect(await complain.answered).toMatchObject({ type: 9 });
  const sent = desk.ann.submit('complain?summary=7', { reason: ['Too long'], more: 'Names' });
  await sent.until((one) => shown(one).includes('7: Too long, Names'));

  expect(shown(call.message())).toBe(before);
});

test('what is typed is completed, with values that fit', async () => {
  desk = await openDesk();
  expect(await desk.ann.autocomplete('/summarize url:bri', 'url')).toEqual([
    { name: 'Bridge reopens', value: 'https://news.example/bridge' },
  ]);
  expect(await desk.ann.autocomplete('/summarize url:long', 'url')).toEqual([]);
  expect(await desk.ann.autocomplete('/summarize language:germ', 'language')).toEqual([
    { name: 'German', value: 'de' },
  ]);
});

test('an uploaded file is read by its handle, from Discord alone', async () => {
  desk = await openDesk();
  const bytes = new TextEncoder().encode('An article of its own.');
  desk.ann.slash('/summarize file:story.txt', [{ name: 'story.txt', type: 'text/plain', bytes }]);
  const { options } = await desk.asked('summarize');
  const read = await desk.connection.platform.readFile?.(String(options.file));
  expect(read).toMatchObject({ name: 'story.txt', type: 'text/plain' });
  expect(new TextDecoder().decode(read?.bytes)).toBe('An article of its own.');
  const elsewhere = 'discord:file?name=x&type=&url=http%3A%2F%2F127.0.0.1%3A1%2Fx';
  await expect(desk.connection.platform.readFile?.(elsewhere)).rejects.toThrow('no longer here');
});

test('Summarize on a message reads its links and files, each with an answer of its own', async () => {
  desk = await openDesk();
  const said = desk.ann.say('See [this](https://a.example/1) and https://b.example/2_(x).', {
    embeds: [{ url: 'https://c.example/3', title: 'C' }],
  });
  const call = desk.ann.messageCommand('Summarize', said.id);
  const asked = [await desk.asked('summarize'), await desk.asked('summarize'), await desk.asked('summarize')];
  expect(asked.map(({ options }) => options.url)).toEqual([
    'https://a.example/1',
    'https://b.example/2_(x)',
    'https://c.example/3',
  ]);
  expect(new Set(asked.map(({ reply }) => reply)).size).toBe(3);
  for (const [at, { reply }] of asked.entries()) await desk.finish(reply, resultOf(`Number ${at}`));
  expect(shown(call.message())).toContain('Number 0');
  expect(call.followups().map(shown)).toEqual([
    expect.stringContaining('Number 1'),
    expect.stringContaining('Number 2'),
  ]);
});

test('a message with nothing to read says so, and ours is known as ours', async () => {
  desk = await openDesk();
  const said = desk.ann.say('hello');
  await desk.ann.messageCommand('Summarize', said.id).until((one) => shown(one).includes('no link'));
  const { message } = await summarized(desk);
  const remove = desk.ann.messageCommand('Remove', message);
  await remove.until((one) => shown(one).includes(`Removed discord:${desk.channel.id}/${message} ours`));
  expect(remove.ephemeral).toBe(true);
});

test('a mention is answered below it, once, however often Discord tells of it', async () => {
  desk = await openDesk();
  const said = desk.ann.mention('https://news.example/m please');
  const { reply, scope } = await desk.asked('summarize');
  expect(scope.channel).toBe(`discord:${desk.channel.id}`);
  await desk.finish(reply);
  const answer = await desk.discord.waitForMessage(desk.channel.id, (one) => shown(one).includes('Bridge reopens'));
  expect(answer.message_reference).toMatchObject({ message_id: said.id });
  desk.discord.dispatch({ t: 'MESSAGE_CREATE', d: gatewayForm(desk, said) });
  desk.ann.mention('what now?');
  expect((await desk.asked('ask')).options).toMatchObject({ question: 'what now?' });
  expect(desk.discord.world.messages(desk.channel.id).filter(({ author }) => author.bot)).toHaveLength(2);
});

test('a mention of our role, whose words Discord keeps back, says how to reach us', async () => {
  desk = await openDesk();
  const role = {
    id: '1400000000000000555',
    name: 'Copydesk',
    permissions: '0',
    tags: { bot_id: desk.discord.botUserId },
  };
  const guild = { id: desk.guild.id, owner_id: '1', roles: [role], channels: [] };
  desk.discord.dispatch({ t: 'GUILD_CREATE', d: guild });
  const said = desk.ann.say(`<@&${role.id}> hello`);
  desk.discord.dispatch({
    t: 'MESSAGE_CREATE',
    d: { ...gatewayForm(desk, said), id: '1400000000000000556', content: '', mention_roles: [role.id] },
  });
  await desk.discord.waitForMessage(desk.channel.id, (one) => shown(one).includes('You mentioned my role'));
});

test('a DM is answered there; what is for the asker alone is not said in a channel', async () => {
  desk = await openDesk();
  desk.ann.dm('https://news.example/dm');
  const { reply, scope, caller } = await desk.asked('summarize');
  const dm = desk.discord.world.dm(desk.ann.user);
  expect(scope).toEqual({ workspace: caller, channel: `discord:${dm.id}` });
  await desk.finish(reply);
  await desk.discord.waitForMessage(dm.id, (one) => shown(one).includes('Bridge reopens'));

  desk.ann.mention('help');
  await desk.discord.waitForMessage(dm.id, (one) => shown(one).includes('Here is what there is.'));
  expect(desk.discord.world.messages(desk.channel.id).filter(({ author }) => author.bot)).toEqual([]);
});

test('in a thread the settings are its channel’s and the answer stays in the thread', async () => {
  desk = await openDesk();
  const thread = desk.discord.world.addThread(desk.channel, { name: 'Bridges', owner: desk.ann.user });
  const inThread = desk.discord.person(desk.ann.user, thread);
  inThread.slash('/summarize url:https://news.example/t');
  const typed = await desk.asked('summarize');
  expect(typed.scope.channel).toBe(`discord:${desk.channel.id}`);
  expect(typed.reply).toContain(`discord:${thread.id}/r`);
  inThread.mention('https://news.example/u');
  const mentioned = await desk.asked('summarize');
  expect(mentioned.scope.channel).toBe(`discord:${desk.channel.id}`);
  await desk.finish(mentioned.reply);
  await desk.discord.waitForMessage(thread.id, (one) => shown(one).includes('Bridge reopens'));
});

test('only those who manage the server may use the moderators’ commands', async () => {
  desk = await openDesk();
  await desk.ann.slash('/desk close').until((one) => shown(one).includes('for moderators only'));
  desk.ann.mention('desk close');
  await desk.discord.waitForMessage(
    desk.channel.id,
    (one) => one.type === 19 && shown(one).includes('for moderators only'),
  );
  const boss = desk.discord.world.addUser({ name: 'Boss' });
  desk.discord.world.addMember(desk.guild, boss, { permissions: ['ManageGuild'] });
  const there = desk.discord.person(boss, desk.channel);
  await there.slash('/desk close').until((one) => shown(one).includes('Closed.'));
  there.mention('desk close');
  await desk.discord.waitForMessage(desk.channel.id, (one) => one.type === 19 && shown(one).includes('Closed.'));
});

test('the app on a person’s account works where the bot is not', async () => {
  desk = await openDesk();
  const elsewhere = desk.discord.world.addGuild({ name: 'Elsewhere', withoutBot: true });
  const channel = desk.discord.world.addChannel(elsewhere, { name: 'lobby' });
  const traveller = desk.discord.world.addUser({ name: 'Tess', hasInstalled: true });
  desk.discord.world.addMember(elsewhere, traveller);
  const call = desk.discord.person(traveller, channel).slash('/summarize url:https://news.example/x');
  const { reply } = await desk.asked('summarize');
  await desk.finish(reply);
  expect(shown(call.message())).toContain('Bridge reopens');

  // Later nothing of ours is left there, and the result still reaches whoever asked.
  const late = desk.discord.person(traveller, channel).slash('/summarize url:https://news.example/y');
  const second = await desk.asked('summarize');
  await late.answered;
  desk.advance(16 * 60_000);
  await desk.finish(second.reply, resultOf('Late'));
  await desk.discord.waitForMessage(desk.discord.world.dm(traveller).id, (one) => shown(one).includes('Late'));
});

test('an error of ours is told in words with a reference that is in the log', async () => {
  desk = await openDesk();
  const message = await desk.ann.slash('/broken').until((one) => shown(one).includes('failed on our side'));
  const reference = /Reference (\w+)/.exec(shown(message))?.[1];
  expect(shown(message)).not.toContain('secret');
  expect(desk.logged.map((event) => event.reference)).toContain(reference);
});

test('what was opened is never left hanging: with the database gone, words stand in its place', async () => {
  desk = await openDesk();
  desk.replies.open = async () => {
    throw new Error('no database');
  };
  const call = desk.ann.slash('/summarize url:https://news.example/a');
  await call.until((one) => shown(one).includes('failed on our side'));
  const said = desk.ann.mention('https://news.example/b');
  const words = await desk.discord.waitForMessage(
    desk.channel.id,
    (one) => one.type === 19 && shown(one).includes('Reference'),
  );
  expect(words.message_reference).toMatchObject({ message_id: said.id });
});

test('a payload that lacks what every other has ends in the log, and the desk goes on', async () => {
  desk = await openDesk();
  const bare = { id: '1', application_id: desk.discord.applicationId, type: 2, token: 'x', version: 1 };
  desk.discord.dispatch({ t: 'INTERACTION_CREATE', d: { ...bare, data: { name: 'help', type: 1, id: '2' } } });
  desk.discord.dispatch({ t: 'INTERACTION_CREATE', d: {} });
  desk.discord.dispatch({ t: 'MESSAGE_CREATE', d: { id: '3' } });
  desk.discord.dispatch({ t: 'GUILD_CREATE', d: { id: '4' } });
  await desk.untilLogged(() => desk.logged.filter(({ event }) => event === 'inbox').length >= 4);
  await desk.ann.slash('/help').until((one) => shown(one).includes('Here is what there is.'));
});

test('a button that nobody of us wrote is answered in words', async () => {
  desk = await openDesk();
  const { message } = await summarized(desk);
  const call = desk.ann.click(message, 'Evidence');
  await call.answered;
  const payload = { ...bare(desk, message), data: { custom_id: '???', component_type: 2, id: 1 } };
  const interaction = desk.discord.send({ t: 'INTERACTION_CREATE', d: payload });
  expect(await interaction?.answered).toMatchObject({ type: 4, data: { flags: 32768 | 64 } });
});

test('links that people post among themselves are passed on, with where something about them goes', async () => {
  desk = await openDesk({ messageContent: true }, { privilegedIntents: ['MessageContent'] });
  const { world } = desk.discord;
  const thread = world.addThread(desk.channel, { name: 'on bridges', owner: desk.ann.user });
  const robot = world.addUser({ name: 'robot', bot: true });
  world.addMember(desk.guild, robot);
  const link = 'https://news.example/bridge';
  desk.discord.person(robot, desk.channel).say(`built: ${link}`);
  desk.ann.dm(link);
  desk.ann.mention(link);
  desk.ann.say('no link at all');
  const said = desk.ann.say(`look at ${link}.`);
  const inThread = desk.discord.person(desk.ann.user, thread).say(`and <${link}?b=1>`);
  await desk.untilLogged(() => desk.overheard.length >= 2);
  const scope = { workspace: `discord:${desk.guild.id}`, channel: `discord:${desk.channel.id}` };
  const author = `discord:@${desk.ann.user.id}`;
  expect(desk.overheard).toEqual([
    { scope, author, postTo: `discord:${desk.channel.id}/${said.id}/thread`, links: [link] },
    { scope, author, postTo: `discord:${thread.id}/${inThread.id}`, links: [`${link}?b=1`] },
  ]);
  expect(desk.connection.deafness).toBeNull();
  await desk.asked('summarize');
  await desk.asked('summarize');
});

test('without the intent nothing is overheard, and the connection says what it takes', async () => {
  desk = await openDesk();
  desk.ann.say('look at https://news.example/bridge');
  desk.ann.mention('help');
  await desk.asked('help');
  expect(desk.overheard).toEqual([]);
  expect(desk.connection.deafness).toContain('DISCORD_MESSAGE_CONTENT');
});

/** A click as the gateway tells of it. */
function bare(desk: Desk, message: string): Record<string, unknown> {
  return {
    id: '1400000000000000777',
    application_id: desk.discord.applicationId,
    type: 3,
    token: 'of-an-old-button',
    version: 1,
    guild_id: desk.guild.id,
    channel_id: desk.channel.id,
    channel: { id: desk.channel.id, type: 0 },
    member: { user: { id: desk.ann.user.id, username: 'Ann' }, roles: [], permissions: '0' },
    message: { ...desk.discord.world.message(message) },
  };
}

function gatewayForm(desk: Desk, said: object): Record<string, unknown> {
  return { ...said, guild_id: desk.guild.id };
}

async function summarized(desk: Desk) {
  const call = desk.ann.slash('/summarize url:https://news.example/a');
  const { reply } = await desk.asked('summarize');
  await desk.finish(reply);
  const message = call.message()?.id;
  if (message === undefined) throw new Error('nothing was answered');
  return { call, message, reply };
}
