import { expect, test } from 'vitest';
import { words } from '../../src/chat/message.ts';
import { MessageGone, NeedsAdmin } from '../../src/delivery/platform.ts';
import { RetryLater } from '../../src/errors.ts';
import { openDesk, resultOf } from './slack-desk.ts';

const has = (text: string) => (message: object) => JSON.stringify(message).includes(text);
const MINUTE = 60_000;

test('where the app is not in the channel, the asker sees it work and all see the result', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel({ botIsMember: false });
  const asker = slack.person(slack.world.addUser().id, channel.id);
  const other = slack.person(slack.world.addUser().id, channel.id);
  asker.slash('/summarize https://news.example/a');
  const { reply } = await desk.asked('summarize');
  expect((await asker.waitsFor(has('Got it'))).ephemeralTo).toBe(asker.user.id);
  await desk.step(reply, 'Reading the article…');
  await desk.finish(reply);
  expect((await other.waitsFor(has('Bridge reopens'))).ephemeralTo).toBeNull();
  expect(other.sees()).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('a private reply shows one step and the result; once its time is over the result goes to the asker alone', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const asker = slack.person(slack.world.addUser().id, channel.id);
  await asker.slash('/slow').ack;
  const { reply } = await desk.asked('slow');
  await desk.step(reply, 'Looking…');
  await desk.step(reply, 'Still looking…');
  await desk.finish(reply, words('Found it.'));
  const seen = asker.sees().map(({ text }) => text);
  expect(seen).toEqual(['Looking…', 'Found it.']);
  await asker.slash('/slow').ack;
  const late = await desk.asked('slow');
  desk.advance(31 * MINUTE);
  await desk.finish(late.reply, words('Found late.'));
  const direct = [...slack.world.channels.values()].find(({ kind, user }) => kind === 'im' && user === asker.user.id);
  expect(slack.messages(direct?.id ?? '').map(({ text }) => text)).toEqual(['Found late.']);
  expect(slack.messages(channel.id).filter(({ ephemeralTo }) => ephemeralTo === null)).toEqual([]);
  expect(slack.journal.violations()).toEqual([]);
});

test('a public reply is edited for as long as it stands, whatever became of its response_url', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  await person.slash('/summarize https://news.example/a').ack;
  const { reply } = await desk.asked('summarize');
  desk.advance(120 * MINUTE);
  await desk.finish(reply);
  await person.waitsFor(has('Bridge reopens'));
  expect(person.sees()).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('a stream that ended by itself is edited like any other message', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts, ack } = person.mention('https://news.example/a');
  await ack;
  const { reply } = await desk.asked('summarize');
  desk.advance(10 * MINUTE);
  await desk.step(reply, 'Writing…');
  await person.waitsFor(has('Writing…'));
  await desk.finish(reply);
  expect((await person.waitsFor(has('Bridge reopens'))).thread_ts).toBe(ts);
  expect(slack.journal.violations()).toEqual([]);
});

test('a reply that could not be opened at all is still answered in its thread', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const limited = { status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } };
  for (const path of [/chat\.startStream/, /chat\.postMessage/]) slack.faults.add({ path, times: 1, answer: limited });
  const { ts } = person.mention('https://news.example/a');
  const { reply } = await desk.asked('summarize');
  await desk.finish(reply);
  expect((await person.waitsFor(has('Bridge reopens'))).thread_ts).toBe(ts);
});

test('the answer to a message that was deleted goes to its channel, of a channel that was deleted to the asker', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  person.slash('/summarize https://news.example/a');
  const first = await desk.asked('summarize');
  await desk.connection.platform.remove(first.reply);
  await desk.connection.platform.remove(first.reply);
  await desk.finish(first.reply, words('Anew.'));
  await person.waitsFor(has('Anew.'));
  person.slash('/summarize https://news.example/a');
  const second = await desk.asked('summarize');
  slack.world.deleteChannel(channel.id);
  await desk.finish(second.reply, words('To you.'));
  const direct = [...slack.world.channels.values()].find(({ kind, user }) => kind === 'im' && user === person.user.id);
  expect(slack.messages(direct?.id ?? '').map(({ text }) => text)).toEqual(['To you.']);
});

test('posts to a channel, to a person and after a message, and finds its own by their key where it may look', async () => {
  await using desk = await openDesk();
  const { slack, connection } = desk;
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  const here = `slack:${slack.teamId}/${channel.id}`;
  const ref = await desk.post(here, resultOf('Bridge reopens'), 'digest 1');
  const { ts } = await person.waitsFor(has('Bridge reopens'));
  expect(ref).toBe(`${here}/${ts}`);
  const after = await desk.post(ref, words('More of it'));
  expect((await person.waitsFor(has('More of it'))).thread_ts).toBe(ts);
  expect(after).toMatch(new RegExp(`^${here}/[\\d.]+-${ts.replace('.', '\\.')}$`));
  await connection.platform.edit(after, words('Less of it'));
  await person.waitsFor(has('Less of it'));
  await connection.platform.remove(after);
  expect(person.sees(ts).filter(has('Less of it'))).toEqual([]);
  const alone = `slack:${slack.teamId}/@${person.user.id}`;
  const direct = await desk.post(alone, words('For you'), 'for you 1');
  expect(await connection.platform.find?.(alone, 'for you 1')).toBe(direct);
  expect(await connection.platform.find?.(alone, 'for you 2')).toBeNull();
  expect(await connection.platform.find?.(here, 'digest 1')).toBe('unknown');
  slack.world.setScopes([...(slack.world.teams.get(slack.teamId)?.scopes ?? []), 'channels:history']);
  expect(await connection.platform.find?.(here, 'digest 1')).toBe(ref);
  expect(await connection.platform.find?.(here, 'digest 2')).toBeNull();
  expect(slack.journal.violations()).toEqual([]);
});

test('what follows a private reply stays with its asker', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const asker = slack.person(slack.world.addUser().id, channel.id);
  await asker.slash('/slow').ack;
  const { reply } = await desk.asked('slow');
  await desk.post(reply, words('A second thing'));
  expect((await asker.waitsFor(has('A second thing'))).ephemeralTo).toBe(asker.user.id);
  desk.advance(31 * MINUTE);
  await desk.post(reply, words('A third thing'));
  const direct = [...slack.world.channels.values()].find(({ kind, user }) => kind === 'im' && user === asker.user.id);
  expect(slack.messages(direct?.id ?? '').map(({ text }) => text)).toEqual(['A third thing']);
  expect(slack.journal.violations()).toEqual([]);
});

test('trouble that an admin must mend is told in words, and limits by when to try again', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const here = `slack:${slack.teamId}/${channel.id}`;
  const trouble = async () => await desk.post(here, words('x')).catch((error: unknown) => error);
  slack.faults.add({
    path: /chat\.postMessage/,
    times: 1,
    answer: { status: 429, headers: { 'retry-after': '7' }, body: { ok: false, error: 'ratelimited' } },
  });
  expect(await trouble()).toMatchObject({ afterMs: 7000 });
  expect(await trouble()).not.toBeInstanceOf(RetryLater);
  slack.faults.add({ path: /chat\.postMessage/, times: 1, answer: { status: 502, body: '<html>' } });
  expect(String(await trouble())).toContain('502');
  slack.world.archive(channel.id);
  expect(await trouble()).toBeInstanceOf(NeedsAdmin);
  expect(String(await trouble())).toContain('Unarchive');
  slack.world.kick(slack.world.addChannel({ id: 'C0KICKED' }).id);
  const kicked = await desk.post(`slack:${slack.teamId}/C0KICKED`, words('x')).catch((error: unknown) => error);
  expect(String(kicked)).toContain('/invite');
  slack.world.setScopes(['commands']);
  expect(String(await trouble())).toContain('the scope chat:write');
  slack.world.revoke(slack.teamId);
  expect(String(await trouble())).toContain('install it again');
  expect(
    await desk.connection.platform.edit(`${here}/1700000000.000100`, words('x')).catch((error) => error),
  ).toBeInstanceOf(NeedsAdmin);
});

test('a message that is not there any more is gone', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const here = `slack:${slack.teamId}/${slack.world.addChannel().id}`;
  const gone = await desk.connection.platform
    .edit(`${here}/1700000000.000100`, words('x'))
    .catch((error: unknown) => error);
  expect(gone).toBeInstanceOf(MessageGone);
  expect(gone).toMatchObject({ instead: here });
  const unknown = await desk.connection.platform.edit(`${here}/rabc`, words('x')).catch((error: unknown) => error);
  expect(unknown).toBeInstanceOf(MessageGone);
});

test('a file is read within bounds and from Slack’s own hosts only', async () => {
  await using desk = await openDesk();
  const { slack, connection } = desk;
  const user = slack.world.addUser().id;
  const read = async (file: Record<string, unknown>) =>
    await connection.platform.readFile?.(`slack:${slack.teamId}/!${file.id}`).catch((error: unknown) => String(error));
  const big = slack.world.addFile({ name: 'a.txt', mimetype: 'text/plain', content: Buffer.alloc(20_000_001), user });
  expect(await read(big)).toContain('larger than 20 MB');
  expect(await read({ id: 'F0NOTTHERE' })).toContain('no longer here');
  const file = slack.world.addFile({ name: 'b.txt', mimetype: 'text/plain', content: 'x', user });
  slack.faults.add({
    path: /files\.info/,
    times: 1,
    answer: {
      status: 200,
      body: {
        ok: true,
        file: { ...file, url_private: 'https://evil.example/x', url_private_download: 'https://evil.example/x' },
      },
    },
  });
  expect(await read(file)).toContain('no longer here');
});

test('the doctor says what is well and how to mend what is not', async () => {
  await using desk = await openDesk();
  const { slack, connection } = desk;
  const good = slack.world.addChannel();
  const archived = slack.world.addChannel();
  const away = slack.world.addChannel({ botIsMember: false });
  slack.world.archive(archived.id);
  const refs = [good, archived, away].map(({ id }) => `slack:${slack.teamId}/${id}`);
  const wanted = 'commands app_mentions:read chat:write im:history im:write files:read users:read assistant:write';
  slack.world.setScopes([...wanted.split(' '), 'channels:read', 'groups:read']);
  const checks = await connection.check(refs);
  expect(checks.map(({ isWell }) => isWell)).toEqual([true, true, true, true, true, false, false]);
  expect(checks.map(({ words: said }) => said).join(' ')).toMatch(/Unarchive it.*\/invite/);
  slack.world.setScopes(['chat:write']);
  const fewer = await connection.check([]);
  expect(fewer.find(({ isWell }) => !isWell)?.words).toContain('files:read (reads the file');
});
