import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { words } from '../../src/chat/message.ts';
import { startSlack } from '../doubles/slack/index.ts';
import { openDesk } from './slack-desk.ts';

const has = (text: string) => (message: object) => JSON.stringify(message).includes(text);

test('what comes after a reply is found by its key where it stands, in the reply’s thread', async () => {
  await using desk = await openDesk();
  const { slack, connection } = desk;
  slack.world.setScopes([...(slack.world.teams.get(slack.teamId)?.scopes ?? []), 'channels:history']);
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  await person.slash('/summarize https://news.example/a').ack;
  const { reply } = await desk.asked('summarize');
  const ref = await desk.post(reply, words('It is ready.'), 'ready 1');
  expect(await connection.platform.find?.(reply, 'ready 1')).toBe(ref);
  expect(await connection.platform.find?.(reply, 'ready 2')).toBeNull();
  await person.slash('/slow').ack;
  const secret = await desk.asked('slow');
  await desk.post(secret.reply, words('For you.'), 'secret 1');
  expect(await connection.platform.find?.(secret.reply, 'secret 1')).toBe('unknown');
  expect(slack.journal.violations()).toEqual([]);
});

test('what is for the asker alone is told them alone when they ask by a mention, now and later', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  const direct = () =>
    [...slack.world.channels.values()].find(({ kind, user }) => kind === 'im' && user === person.user.id)?.id ?? '';
  person.mention('help');
  expect((await desk.asked('help')).scope.channel).toBe(`slack:${slack.teamId}/${channel.id}`);
  await slack.journal.waitFor(({ body, path }) => path === 'chat.update' && has('Here is what there is')({ body }));
  person.mention('slow');
  const { reply } = await desk.asked('slow');
  await desk.finish(reply, words('Found it.'));
  expect(slack.messages(direct()).filter(has('Found it.'))).toHaveLength(1);
  await desk.connection.platform.remove(reply);
  await desk.finish(reply, words('Found more.'));
  expect(slack.messages(channel.id).filter(({ bot_id }) => bot_id !== undefined)).toEqual([]);
  expect(slack.journal.violations()).toEqual([]);
});

test('who can’t be written to is told in the thread what everybody may ask', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const refused = { status: 200, body: { ok: false, error: 'user_not_found' } };
  slack.faults.add({ path: /conversations\.open/, times: 1, answer: refused });
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts } = person.mention('help');
  expect((await person.waitsFor(has('Here is what there is'))).thread_ts).toBe(ts);
});

test('what only buttons reach can’t be typed', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/copydesk evidence summary:7');
  await person.waitsFor(has('There is no command /evidence'));
  expect(slack.journal.violations()).toEqual([]);
});

test('a guest is offered no titles of what others read', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const guest = slack.person(slack.world.addUser({ isRestricted: true }).id, channel.id);
  guest.slash('/summarize');
  await guest.waitsForView();
  expect(await guest.options('url.picked', 'bri')).toEqual([]);
  const member = slack.person(slack.world.addUser().id, channel.id);
  member.slash('/summarize');
  await member.waitsForView();
  expect(await member.options('url.picked', 'bri')).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('with the database gone, whoever presses or types is told so, although no token is known', async () => {
  const port = await freePort();
  await using slack = await startSlack();
  const { clientId, clientSecret } = slack;
  const oauth = {
    botToken: null,
    port,
    host: '127.0.0.1',
    publicUrl: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
  };
  await using desk = await openDesk(oauth, { slack });
  desk.installations.find = async () => {
    throw new Error('no database');
  };
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/summarize https://news.example/a');
  expect((await person.waitsFor(has('failed on our side'))).ephemeralTo).toBe(person.user.id);
  expect(slack.journal.violations()).toEqual([]);
});

test('what was opened is never left hanging: when the desk fails, words stand in its place', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  desk.replies.findByMessage = async () => {
    throw new Error('no database');
  };
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts } = person.mention('https://news.example/a');
  await person.waitsFor(has('failed on our side'));
  expect(person.sees(ts ?? '').filter(({ bot_id }) => bot_id !== undefined)).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on an address and a port has both.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
