import { expect, test } from 'vitest';
import { startSlack } from '../doubles/slack/index.ts';
import { openDesk, resultOf } from './slack-desk.ts';

const shown = (message: object) => JSON.stringify(message);
const has = (words: string) => (message: object) => shown(message).includes(words);

test('a command is acknowledged, shown as got, and becomes its result in the same message', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  const { ack } = person.slash('/summarize <https://news.example/bridge?a=1&amp;b=2|news.example> style:brief');
  expect((await ack).payload).toBeNull();
  const asked = await desk.asked('summarize');
  expect(asked.options).toMatchObject({ url: 'https://news.example/bridge?a=1&b=2', style: 'brief' });
  expect(asked.scope).toEqual({ workspace: `slack:${slack.teamId}`, channel: `slack:${slack.teamId}/${channel.id}` });
  expect(asked.caller).toBe(`slack:${slack.teamId}/@${person.user.id}`);
  await person.waitsFor(has('Got it'));
  await desk.step(asked.reply, 'Reading the article…');
  await person.waitsFor(has('Reading the article'));
  await desk.finish(asked.reply);
  await person.waitsFor(has('Bridge reopens'));
  expect(person.sees()).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('every command is also there behind /copydesk, and a bare address is summarized', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/copydesk summarize https://news.example/a');
  expect((await desk.asked('summarize')).options).toMatchObject({ url: 'https://news.example/a' });
  person.slash('/copydesk https://news.example/b');
  expect((await desk.asked('summarize')).options).toMatchObject({ url: 'https://news.example/b' });
  person.slash('/copydesk');
  await desk.asked('help');
  person.slash('/desk close');
  await person.waitsFor(has('for moderators only'));
  expect(slack.journal.violations()).toEqual([]);
});

test('a private answer is seen by its asker alone', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const asker = slack.person(slack.world.addUser().id, channel.id);
  const other = slack.person(slack.world.addUser().id, channel.id);
  asker.slash('/help');
  const message = await asker.waitsFor(has('Here is what there is'));
  expect(message.ephemeralTo).toBe(asker.user.id);
  expect(other.sees()).toEqual([]);
  expect(slack.journal.violations()).toEqual([]);
});

test('what can’t be understood is told to the asker alone, in words', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/nonsense at all');
  expect((await person.waitsFor(has('There is no command /nonsense'))).ephemeralTo).toBe(person.user.id);
  person.slash('/summarize file:slack:T1/!F1');
  await person.waitsFor(has("can't be used as file"));
  person.slash('/broken');
  expect(shown(await person.waitsFor(has('failed on our side')))).not.toContain('secret');
  expect(slack.journal.violations()).toEqual([]);
});

test('a command without what it needs opens a form; submitted, it is answered in the channel', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/summarize');
  const view = await person.waitsForView();
  expect(shown(view)).toContain('Summarize an article');
  const { ack } = person.submit({ url: 'https://news.example/c', style: 'deep' });
  expect((await ack).payload).toBeNull();
  const asked = await desk.asked('summarize');
  expect(asked.options).toMatchObject({ url: 'https://news.example/c', style: 'deep' });
  await desk.finish(asked.reply);
  await person.waitsFor(has('Bridge reopens'));
  expect(person.view()).toBeNull();
  expect(slack.journal.violations()).toEqual([]);
});

test('while a form is filled in, articles are suggested; an address too long to be picked is left out', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.slash('/summarize');
  await person.waitsForView();
  expect(await person.options('url.picked', 'bri')).toEqual([
    { text: 'Bridge reopens', value: 'https://news.example/bridge' },
  ]);
  expect(await person.options('url.picked', 'long')).toEqual([]);
  expect(slack.journal.violations()).toEqual([]);
});

test('buttons answer beside the message, never over it: privately to the presser, publicly in its thread', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const asker = slack.person(slack.world.addUser().id, channel.id);
  const other = slack.person(slack.world.addUser().id, channel.id);
  asker.slash('/summarize https://news.example/a');
  await desk.finish((await desk.asked('summarize')).reply);
  const { ts } = await other.waitsFor(has('Bridge reopens'));
  other.click(ts, 'Evidence');
  expect((await other.waitsFor(has('Evidence of 7'))).ephemeralTo).toBe(other.user.id);
  other.click(ts, 'Again');
  expect((await other.waitsFor(has('Again 7 as it was'))).thread_ts).toBe(ts);
  const menu = shown(await other.waitsFor(has('Bridge reopens'))).match(/"action_id":"(pick:[^"]+)"/)?.[1] ?? '';
  other.select(ts, menu, 'deep');
  expect((await other.waitsFor(has('Again 7 deep'))).thread_ts).toBe(ts);
  other.click(ts, 'Complain');
  await other.waitsForView();
  other.submit({ Reason: 'Too long', More: 'the mayor' });
  expect((await other.waitsFor(has('7: Too long, the mayor'))).thread_ts).toBe(ts);
  expect(asker.sees().filter(has('Bridge reopens'))).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('a mention is answered in its thread, its steps streamed', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts } = person.mention('have a look at <https://news.example/a>');
  const asked = await desk.asked('summarize');
  await desk.step(asked.reply, 'Reading the article…');
  await desk.step(asked.reply, 'Writing…');
  await desk.finish(asked.reply);
  const answer = await person.waitsFor(has('Bridge reopens'));
  expect(answer).toMatchObject({ thread_ts: ts, stream: 'closed' });
  expect(shown(answer)).toMatch(/Reading the article….*"complete".*Writing….*"complete"/);
  await desk.finish(asked.reply, { state: 'final', blocks: [{ kind: 'text', text: 'Mended' }], buttons: [] });
  await person.waitsFor(has('Mended'));
  expect(person.sees(ts ?? '').filter(({ bot_id }) => bot_id)).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('a message that is edited serves where streaming is refused', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  slack.faults.add({
    path: /chat\.startStream/,
    times: 1,
    answer: { status: 200, body: { ok: false, error: 'method_not_supported_for_channel_type' } },
  });
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts } = person.mention('https://news.example/a');
  const asked = await desk.asked('summarize');
  await desk.step(asked.reply, 'Reading the article…');
  await desk.finish(asked.reply);
  expect((await person.waitsFor(has('Bridge reopens'))).thread_ts).toBe(ts);
});

test('a direct message with a command, an address or a file is answered there', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.dm('summarize https://news.example/d style:deep');
  expect((await desk.asked('summarize')).options).toMatchObject({ url: 'https://news.example/d', style: 'deep' });
  const file = slack.world.addFile({ name: 'a.txt', mimetype: 'text/plain', content: 'Words.', user: person.user.id });
  person.dm('', { files: [file] });
  const { options } = await desk.asked('summarize');
  const read = await desk.connection.platform.readFile?.(String(options.file));
  expect(read).toMatchObject({ name: 'a.txt', type: 'text/plain' });
  expect(Buffer.from(read?.bytes ?? []).toString()).toBe('Words.');
  person.dm('how are you');
  const im = slack.messages(
    slack.messages.length > 0 ? ([...slack.world.channels.values()].find(({ kind }) => kind === 'im')?.id ?? '') : '',
  );
  expect(im.length).toBeGreaterThan(0);
  expect(slack.journal.violations()).toEqual([]);
});

test('an entry in a message’s menu reads its addresses, each answered by itself in the message’s thread', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel();
  const person = slack.person(slack.world.addUser().id, channel.id);
  const { ts } = slack.world.addMessage({
    channel: channel.id,
    user: person.user.id,
    text: 'see <https://news.example/a|a> and <https://news.example/b>',
    attachments: [{ from_url: 'https://news.example/a', title_link: 'https://news.example/c', fallback: 'x' }],
  });
  person.messageShortcut('read:summarize', ts);
  const urls = [await desk.asked('summarize'), await desk.asked('summarize'), await desk.asked('summarize')];
  expect(urls.map(({ options }) => options.url)).toEqual([
    'https://news.example/a',
    'https://news.example/b',
    'https://news.example/c',
  ]);
  for (const { reply } of urls) await desk.finish(reply);
  await person.waitsFor(({ thread_ts, text }) => thread_ts === ts && text !== undefined);
  expect(new Set(urls.map(({ reply }) => reply)).size).toBe(3);
  const empty = slack.world.addMessage({ channel: channel.id, user: person.user.id, text: 'hello' });
  person.messageShortcut('read:summarize', empty.ts);
  expect((await person.waitsFor(has('This message holds no link'))).ephemeralTo).toBe(person.user.id);
  expect(slack.journal.violations()).toEqual([]);
});

test('a form is open to anywhere by its shortcut, and answered in the direct conversation', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.globalShortcut('open:summarize');
  await person.waitsForView();
  person.submit({ url: 'https://news.example/e' });
  const asked = await desk.asked('summarize');
  const direct = [...slack.world.channels.values()].find(({ kind, user }) => kind === 'im' && user === person.user.id);
  expect(asked.scope.channel).toBe(`slack:${slack.teamId}/${direct?.id}`);
  expect(slack.journal.violations()).toEqual([]);
});

test('an event that is told twice is answered once', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  const { ts } = person.mention('desk close');
  await person.waitsFor(has('for moderators only'));
  await slack.socket.duplicateEvent();
  await slack.socket.redeliver('timeout');
  // What comes after is taken in after it.
  person.slash('/summarize https://news.example/a');
  await desk.asked('summarize');
  expect(person.sees(ts ?? '').filter(({ bot_id }) => bot_id)).toHaveLength(1);
  expect(slack.journal.violations()).toEqual([]);
});

test('guests and people of other workspaces are guests; admins moderate', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const channel = slack.world.addChannel({ isExternallyShared: true });
  const guest = slack.person(slack.world.addUser({ isRestricted: true }).id, channel.id);
  guest.slash('/members');
  await guest.waitsFor(has('for members only'));
  const member = slack.person(slack.world.addUser().id, channel.id);
  member.slash('/members');
  await member.waitsFor(has('Welcome, member'));
  const stranger = slack.person(slack.world.addUser({ isStranger: true, team: 'T0STRANGER' }).id, channel.id);
  stranger.mention('https://news.example/a');
  const asked = await desk.asked('summarize');
  expect(asked.isGuest).toBe(true);
  expect(asked.scope.workspace).toBe(`slack:${slack.teamId}`);
  const admin = slack.person(slack.world.addUser({ isAdmin: true }).id, channel.id);
  admin.slash('/desk close');
  await admin.waitsFor(has('Closed.'));
  expect(slack.journal.violations()).toEqual([]);
});

test('the home tab shows how to start; a conversation that is opened offers prompts; both greet once', async () => {
  await using desk = await openDesk();
  const { slack } = desk;
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  person.openHome();
  const home = await person.waitsForHome();
  expect(shown(home)).toContain('/summarize — Summarize an article');
  person.click(home.id, 'All commands and options');
  await slack.journal.waitFor(({ path, body }) => path === 'chat.update' && has('Here is what there is')({ body }));
  person.openHome('messages');
  await slack.journal.waitFor(({ path }) => path === 'assistant.threads.setSuggestedPrompts');
  expect(desk.welcomed[0]).toEqual({
    workspace: `slack:${slack.teamId}`,
    postTo: `slack:${slack.teamId}/@${person.user.id}`,
  });
  expect(slack.journal.violations()).toEqual([]);
});

test('links that people post in channels are passed on where the admin wants them heard, with the thread they belong to', async () => {
  const slack = await startSlack({
    scopes: ['commands', 'chat:write', 'app_mentions:read', 'im:history', 'channels:history', 'users:read'],
    events: ['app_mention', 'message.im', 'message.channels'],
  });
  await using desk = await openDesk({ readsChannels: true }, { slack });
  const { world, teamId } = desk.slack;
  expect(desk.connection.deafness).toBeNull();
  const channel = world.addChannel();
  const person = desk.slack.person(world.addUser().id, channel.id);
  const robot = desk.slack.person(world.addUser({ isBot: true }).id, channel.id);
  robot.says('built: https://news.example/robot');
  person.says('no link at all');
  person.mention('https://news.example/asked');
  const said = person.says('look at https://news.example/bridge?a=1&b=2, please');
  await said.ack;
  const below = person.says('and https://news.example/again', { threadTs: said.ts ?? '' });
  await below.ack;
  await desk.asked('summarize');
  await expect.poll(() => desk.overheard).toHaveLength(2);
  const scope = { workspace: `slack:${teamId}`, channel: `slack:${teamId}/${channel.id}` };
  const author = `slack:${teamId}/@${person.user.id}`;
  const ref = `slack:${teamId}/${channel.id}/${said.ts}`;
  const inThread = `slack:${teamId}/${channel.id}/${below.ts}-${said.ts}`;
  expect(desk.overheard).toEqual([
    { scope, author, postTo: `${ref}/thread`, links: ['https://news.example/bridge?a=1&b=2'] },
    { scope, author, postTo: `${inThread}/thread`, links: ['https://news.example/again'] },
  ]);
  for (const { postTo } of desk.overheard) await desk.post(postTo, resultOf('Bridge reopens'));
  const threads = desk.slack.messages(channel.id).filter(has('Bridge reopens'));
  expect(threads.map(({ thread_ts: thread }) => thread)).toEqual([said.ts, said.ts]);
  expect(desk.slack.journal.violations()).toEqual([]);
  await desk.slack.close();
});

test('without that, what people write among themselves is not listened to', async () => {
  const slack = await startSlack({
    scopes: ['channels:history', 'users:read', 'chat:write'],
    events: ['message.channels'],
  });
  await using desk = await openDesk({}, { slack });
  const person = slack.person(slack.world.addUser().id, slack.world.addChannel().id);
  await person.says('look at https://news.example/bridge').ack;
  expect(desk.overheard).toEqual([]);
  expect(desk.connection.deafness).toContain('SLACK_READS_CHANNELS');
  await slack.close();
});
