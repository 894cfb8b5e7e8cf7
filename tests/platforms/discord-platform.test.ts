import { afterEach, expect, test } from 'vitest';
import { words } from '../../src/chat/message.ts';
import { MessageGone, NeedsAdmin } from '../../src/delivery/platform.ts';
import { RetryLater } from '../../src/errors.ts';
import { type Desk, openDesk, resultOf, shown } from './discord-desk.ts';

let desk: Desk;

afterEach(async () => {
  const violations = desk.discord.journal.violations();
  await desk[Symbol.asyncDispose]();
  expect(violations).toEqual([]);
});

const QUARTER = 16 * 60_000;

test('after fifteen minutes a public reply is edited as our own message', async () => {
  desk = await openDesk();
  const { call, reply } = await asked('/summarize url:https://news.example/a');
  await desk.step(reply, 'Reading…');
  desk.advance(QUARTER);
  await desk.finish(reply);
  expect(shown(call.message())).toContain('Bridge reopens');
  expect(patches()).toEqual([expect.stringContaining('/webhooks/'), expect.stringContaining('/channels/')]);
});

test('after fifteen minutes a private answer goes to the asker’s DM and never to the channel', async () => {
  desk = await openDesk();
  const { reply } = await asked('/slow');
  desk.advance(QUARTER);
  await desk.finish(reply, words('For you alone'));
  const [message] = desk.discord.world.messages(desk.discord.world.dm(desk.ann.user).id);
  expect(shown(message)).toContain('For you alone');
  expect(inChannel()).not.toContain('For you alone');
});

test('a token that ends sooner than we thought is no loss', async () => {
  desk = await openDesk();
  const { call, reply } = await asked('/summarize url:https://news.example/a');
  desk.discord.faults.add({
    method: 'PATCH',
    path: /^\/webhooks/,
    times: 1,
    answer: { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } },
  });
  await desk.finish(reply);
  expect(shown(call.message())).toContain('Bridge reopens');
});

test('an answer whose opening was never confirmed is still edited, and known from then on', async () => {
  desk = await openDesk();
  desk.discord.faults.add({ method: 'POST', path: /callback$/, times: 1, answer: { drop: 'after' } });
  const { call, reply } = await asked('/summarize url:https://news.example/a');
  await desk.step(reply, 'Reading…');
  desk.advance(QUARTER);
  await desk.finish(reply);
  expect(shown(call.message())).toContain('Bridge reopens');
});

test('a reply that was deleted is posted again in its channel, and one whose channel is gone goes to the asker', async () => {
  desk = await openDesk();
  const first = await asked('/summarize url:https://news.example/a');
  desk.discord.world.deleteMessage(desk.channel.id, first.call.message()?.id ?? '');
  await desk.finish(first.reply, resultOf('Posted again'));
  expect(inChannel()).toContain('Posted again');

  const second = await asked('/summarize url:https://news.example/b');
  desk.discord.world.deleteChannel(desk.channel);
  desk.advance(QUARTER);
  await desk.finish(second.reply, resultOf('For who asked'));
  const [message] = desk.discord.world.messages(desk.discord.world.dm(desk.ann.user).id);
  expect(shown(message)).toContain('For who asked');
});

test('the same delivery again is the same message, and it can be found by its key', async () => {
  desk = await openDesk();
  const { platform } = desk.connection;
  const place = `discord:${desk.channel.id}`;
  const first = await platform.post(place, words('Once'), 'digest 1');
  expect(await platform.post(place, words('Once'), 'digest 1')).toBe(first);
  expect(await platform.find?.(place, 'digest 1')).toBe(first);
  expect(await platform.find?.(place, 'digest 2')).toBeNull();
  expect(desk.discord.world.messages(desk.channel.id)).toHaveLength(1);
  desk.discord.world.setBotPermissions(desk.channel, ['ViewChannel', 'SendMessages']);
  expect(await platform.find?.(place, 'digest 1')).toBe('unknown');
});

test('what comes after a reply answers it; after a private one it stays private', async () => {
  desk = await openDesk();
  const open = await asked('/summarize url:https://news.example/a');
  await desk.finish(open.reply);
  const ref = await desk.post(open.reply, words('An update'));
  const update = desk.discord.world.message(ref.split('/')[1] ?? '');
  expect(update?.message_reference).toMatchObject({ message_id: open.call.message()?.id });

  const secret = await asked('/slow');
  await desk.finish(secret.reply, words('First'));
  await desk.post(secret.reply, words('Second'));
  expect(secret.call.followups().map(({ flags }) => flags & 64)).toEqual([64]);
  desk.advance(QUARTER);
  await desk.post(secret.reply, words('Third'));
  expect(shown(desk.discord.world.messages(desk.discord.world.dm(desk.ann.user).id)[0])).toContain('Third');
});

test('in a message’s thread: opened once, named by the heading, joined where it is there; a message that is gone gets none', async () => {
  desk = await openDesk();
  const { world } = desk.discord;
  const { platform } = desk.connection;
  const said = desk.ann.say('look at https://news.example/bridge');
  const place = `discord:${desk.channel.id}/${said.id}/thread`;
  const first = await platform.post(place, resultOf('Bridge reopens'), 'link 1');
  expect(first).toMatch(new RegExp(`^discord:${said.id}/`));
  expect(await platform.find?.(place, 'link 1')).toBe(first);
  expect(await platform.find?.(place, 'link 2')).toBeNull();
  await platform.post(place, resultOf('Another'), 'link 2');
  expect(world.messages(said.id)).toHaveLength(2);
  expect(world.channel(said.id)).toMatchObject({ kind: 'thread', parentId: desk.channel.id, name: 'Bridge reopens' });
  await platform.edit(first, words('Changed'));
  await platform.remove(first);
  const gone = desk.ann.say('look again');
  world.deleteMessage(desk.channel.id, gone.id);
  const trouble = platform.post(`discord:${desk.channel.id}/${gone.id}/thread`, words('x'), 'link 3');
  await expect(trouble).rejects.toMatchObject({ name: 'MessageGone', instead: null });
  expect(world.messages(desk.channel.id)).toEqual([expect.objectContaining({ id: said.id })]);
});

test('where no thread can be opened, what belongs in it answers the message', async () => {
  desk = await openDesk();
  const { world } = desk.discord;
  const { platform } = desk.connection;
  world.setBotPermissions(desk.channel, ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'EmbedLinks']);
  const talk = world.addChannel(desk.guild, { name: 'talk', type: 'voice' });
  for (const channel of [desk.channel, talk]) {
    const said = desk.discord.person(desk.ann.user, channel).say('look at https://news.example/bridge');
    const place = `discord:${channel.id}/${said.id}/thread`;
    const ref = await platform.post(place, words('Told'), `link in ${channel.name}`);
    const answer = world.message(ref.split('/')[1] ?? '');
    expect(answer?.message_reference).toMatchObject({ message_id: said.id });
    expect(await platform.find?.(place, `link in ${channel.name}`)).toBe(ref);
  }
});

test('announcement channels take messages, and a forum takes a post named by the heading', async () => {
  desk = await openDesk();
  const news = desk.discord.world.addChannel(desk.guild, { name: 'news', type: 'announcement' });
  await desk.post(`discord:${news.id}`, words('Announced'));
  expect(shown(desk.discord.world.messages(news.id)[0])).toContain('Announced');
  const forum = desk.discord.world.addChannel(desk.guild, { name: 'forum', type: 'forum' });
  const ref = await desk.post(`discord:${forum.id}`, resultOf('Bridge reopens'));
  const thread = desk.discord.world.channels().find(({ parentId }) => parentId === forum.id);
  expect(thread?.name).toBe('Bridge reopens');
  await desk.connection.platform.edit(ref, words('Changed'));
  expect(shown(desk.discord.world.messages(thread?.id ?? '')[0])).toContain('Changed');
});

test('a role is pinged by a new message or forum post, once, and by no answer, repetition or edit', async () => {
  desk = await openDesk();
  const { world } = desk.discord;
  const { platform } = desk.connection;
  const { id: role } = world.addRole(desk.guild, { name: 'readers', isMentionable: true });
  const message = { ...resultOf('Bridge reopens'), ping: `&${role}` };
  const roles = () => desk.discord.pinged().map(({ channelId, roleId }) => [channelId, roleId]);
  const ref = await platform.post(`discord:${desk.channel.id}`, message, 'digest 1');
  await platform.post(`discord:${desk.channel.id}`, message, 'digest 1');
  expect(await platform.find?.(`discord:${desk.channel.id}`, 'digest 1')).toBe(ref);
  await platform.edit(ref, message);
  await platform.post(ref, message, 'answer 1');
  const { reply } = await asked('/slow');
  await platform.edit(reply, message);
  await platform.post(reply, message, 'follow-up 1');
  expect(roles()).toEqual([[desk.channel.id, role]]);
  const forum = world.addChannel(desk.guild, { name: 'forum', type: 'forum' });
  await platform.post(`discord:${forum.id}`, message, 'digest 2');
  const thread = world.channels().find(({ parentId }) => parentId === forum.id);
  expect(thread?.name).toBe('Bridge reopens');
  expect(roles()).toEqual([desk.channel.id, thread?.id].map((channel) => [channel, role]));
});

test('what is removed is gone, and removing it again is well', async () => {
  desk = await openDesk();
  const { platform } = desk.connection;
  const ref = await desk.post(`discord:${desk.channel.id}`, words('Soon gone'));
  await platform.remove(ref);
  await platform.remove(ref);
  const { reply } = await asked('/summarize url:https://news.example/a');
  await platform.remove(reply);
  await platform.remove(reply);
  const { reply: late } = await asked('/summarize url:https://news.example/b');
  desk.advance(QUARTER);
  await platform.remove(late);
  expect(desk.discord.world.messages(desk.channel.id)).toEqual([]);
});

test('limits come back as “later”, with Discord’s own time', async () => {
  desk = await openDesk();
  const body = { message: 'You are being rate limited.', retry_after: 7.5, global: false };
  const headers = { 'retry-after': '8', 'x-ratelimit-scope': 'user' };
  desk.discord.faults.add({ method: 'POST', path: /messages$/, times: 1, answer: { status: 429, body, headers } });
  const trouble = await desk.connection.platform
    .post(`discord:${desk.channel.id}`, words('x'), 'k')
    .catch((error: unknown) => error);
  expect(trouble).toBeInstanceOf(RetryLater);
  expect(trouble).toMatchObject({ afterMs: expect.closeTo(8000, -3) });
});

test('Discord’s limits are kept without running into them', async () => {
  desk = await openDesk({}, { limits: true });
  const sent = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) =>
      desk.connection.platform.post(`discord:${desk.channel.id}`, words('x'), `k${at}`),
    ),
  );
  const later = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(later.length).toBeGreaterThan(0);
  for (const one of later) expect(one).toBeInstanceOf(RetryLater);
  expect(desk.discord.world.messages(desk.channel.id)).toHaveLength(8 - later.length);
});

test('what only an admin can mend says how: a permission, a token', async () => {
  desk = await openDesk();
  const { platform } = desk.connection;
  const place = `discord:${desk.channel.id}`;
  desk.discord.world.setBotPermissions(desk.channel, ['ViewChannel']);
  await expect(platform.post(place, words('x'), 'a')).rejects.toThrow(/may not write .* Send Messages/);
  desk.discord.world.setBotPermissions(desk.channel, []);
  await expect(platform.post(place, words('x'), 'b')).rejects.toThrow(NeedsAdmin);
  desk.discord.setToken('another');
  for (const key of ['c', 'd']) await expect(platform.post(place, words('x'), key)).rejects.toThrow(/Reset Token/);
});

test('somebody who takes no DMs, a reply that nobody knows and a broken answer are errors of their own', async () => {
  desk = await openDesk();
  const { platform } = desk.connection;
  const shy = desk.discord.world.addUser({ name: 'Shy', hasClosedDms: true });
  desk.discord.world.addMember(desk.guild, shy);
  await expect(platform.post(`discord:@${shy.id}`, words('x'), 'a')).rejects.toThrow(MessageGone);
  await expect(platform.edit(`discord:${desk.channel.id}/r99`, words('x'))).rejects.toMatchObject({
    instead: `discord:${desk.channel.id}`,
  });
  desk.discord.faults.add({ path: /messages$/, times: 1, answer: { status: 502, body: '<html>bad gateway</html>' } });
  await expect(platform.post(`discord:${desk.channel.id}`, words('x'), 'b')).rejects.toThrow('502');
});

async function asked(line: string) {
  const call = desk.ann.slash(line);
  const { reply } = await desk.asked(line.slice(1).split(' ')[0] ?? '');
  return { call, reply };
}

function patches(): string[] {
  return desk.discord.journal.entries().flatMap(({ method, path }) => (method === 'PATCH' ? [path] : []));
}

function inChannel(): string {
  return desk.discord.world.messages(desk.channel.id).map(shown).join('\n');
}
