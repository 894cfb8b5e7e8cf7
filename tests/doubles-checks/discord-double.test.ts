import { existsSync, readFileSync } from 'node:fs';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Partials,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordDouble, type DiscordOptions, type DiscordPerson, startDiscord } from '../doubles/discord/index.ts';
import { loadSpec } from '../doubles/discord/spec.ts';

const ANSWERS = loadSpec({ isStrict: false });
let double: DiscordDouble;
let clients: Client[] = [];
let now = 0;

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.destroy()));
  await double.close();
});

test('a real client registers a command and answers it late', async () => {
  const { client, person } = await start({}, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply(`${interaction.options.getString('style')} of ${interaction.options.getString('url')}`);
    await interaction.followUp({ content: 'only you', flags: MessageFlags.Ephemeral });
  });
  await client.application?.commands.set([SUMMARIZE]);
  const call = person.slash('/summarize url:https://example.org/a?b=c style:Brief');
  expect(await call.answered).toMatchObject({ type: 5 });
  const message = await call.until(({ content }) => content !== '');
  expect(message.content).toBe('brief of https://example.org/a?b=c');
  await double.waitForMessage(person.channel.id, ({ content }) => content === 'only you');
  expect(person.sees()).toHaveLength(2);
  expect(stranger(person).sees()).toHaveLength(1);
  expect(() => person.slash('/summarise url:x')).toThrow('no command');
  expect(() => person.slash('/summarize style:Brief')).toThrow('required and missing: url');
  expect(() => person.slash('/summarize url:x style:Long')).toThrow('"Long" is no choice of style');
  expect(double.journal.violations()).toEqual([]);
});

test('a button opens a modal whose submission changes the message', async () => {
  const { client, person } = await start({}, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'pick', components: [ROW] });
    if (interaction.isButton()) await interaction.showModal(MODAL);
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({ content: interaction.fields.getTextInputValue('question'), components: [] });
    }
  });
  await client.application?.commands.set([SUMMARIZE]);
  const call = person.slash('/summarize url:https://example.org');
  await call.answered;
  const clicked = person.click(call.message()?.id ?? '', 'Ask');
  await clicked.answered;
  expect(clicked.modal()?.title).toBe('A question');
  expect(() => person.submit('ask', { question: '' })).toThrow('question is required');
  const submitted = person.submit('ask', { question: 'why?' });
  expect((await submitted.until(({ content }) => content === 'why?')).components).toEqual([]);
  expect(double.journal.violations()).toEqual([]);
});

test('autocomplete offers what the bot answers', async () => {
  const { client, person } = await start({}, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    await interaction.respond([{ name: `${interaction.options.getFocused()}…`, value: 'x' }]);
  });
  const source = new SlashCommandBuilder().setName('source').setDescription('Sources');
  source.addSubcommand((sub) =>
    sub
      .setName('remove')
      .setDescription('Remove one')
      .addStringOption((option) => option.setName('name').setDescription('Which').setAutocomplete(true)),
  );
  await client.application?.commands.set([source.toJSON()]);
  expect(await person.autocomplete('/source remove name:gua', 'name')).toEqual([{ name: 'gua…', value: 'x' }]);
  expect(double.journal.violations()).toEqual([]);
});

test('an answer after three seconds finds no interaction, and a token ends after fifteen minutes', async () => {
  const trouble: unknown[] = [];
  const { client, person } = await start({}, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const late = interaction.options.getString('url') === 'late';
    now += late ? 3001 : 10;
    const code = await interaction.deferReply().then(
      () => null,
      (error) => error.code,
    );
    now += 15 * 60_000;
    trouble.push(code ?? (await interaction.editReply('x').catch((error) => error.code)));
    await interaction.client.rest.get('/gateway/bot');
  });
  await client.application?.commands.set([SUMMARIZE]);
  const isDone = (count: number) =>
    double.journal.waitFor(() => double.journal.entries().filter(({ path }) => path === '/gateway/bot').length > count);
  person.slash('/summarize url:late');
  await isDone(1);
  person.slash('/summarize url:slow');
  await isDone(2);
  expect(trouble).toEqual([10062, 50027]);
});

test('an answer may be given once', async () => {
  const codes: unknown[] = [];
  const { client, person } = await start({}, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    interaction.deferred = false;
    codes.push(await interaction.reply('again').catch((error) => error.code));
    interaction.deferred = true;
    await interaction.editReply('done');
  });
  await client.application?.commands.set([SUMMARIZE]);
  await person.slash('/summarize url:x').until(({ content }) => content === 'done');
  expect(codes).toEqual([40060]);
});

test('what breaks the contract is refused and stands in the journal', async () => {
  const { person } = await start({});
  const cases: [object, string][] = [
    [{ content: 'x'.repeat(2001) }, 'Must be 2000 or fewer'],
    [{ content: 'x', colour: 1 }, 'No such key'],
    [{ content: ' ' }, 'Cannot send an empty message'],
    [{ content: 'x', flags: 32768, components: [TEXT] }, 'content cannot stand beside V2'],
    [{ components: [TEXT] }, 'Only an action row'],
    [{ flags: 32768, components: Array.from({ length: 41 }, () => TEXT) }, '40'],
    [{ flags: 32768, components: [{ type: 10, content: 'x'.repeat(4001) }] }, '4000'],
    [{ content: 'x', components: [{ type: 1, components: [BUTTON, BUTTON] }] }, 'is used twice'],
    [{ content: 'x', components: [{ type: 1, components: [{ ...BUTTON, style: 5 }] }] }, 'link button'],
    [{ content: 'x', components: [{ type: 1, components: [{ ...BUTTON, label: 'x'.repeat(81) }] }] }, 'Must be 80'],
    [{ embeds: [{ title: 't', description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }, '6002 characters'],
  ];
  await expectRefused(`/channels/${person.channel.id}/messages`, cases);
});

test('commands and modals are held against what the document leaves out', async () => {
  const { person } = await start({});
  const app = `/applications/${double.applicationId}/commands`;
  const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more });
  const choices = (count: number, length = 1) =>
    Array.from({ length: count }, (_, at) => ({ name: `${at}`.padEnd(length, 'x'), value: `${at}` }));
  const commands: [object, string][] = [
    [{ name: 'Loud', description: 'd' }, 'Command name is invalid'],
    [{ name: 'a', description: '' }, 'This field is required'],
    [
      { name: 'a', description: 'd', options: [option('b'), option('c', { required: true })] },
      'Required options stand',
    ],
    [{ name: 'a', description: 'd', options: [option('b'), option('b')] }, 'stands there twice'],
    [{ name: 'a', description: 'd', options: [option('b', { choices: choices(26) })] }, 'Must be 25'],
    [{ name: 'a', description: 'd', options: [option('b', { choices: choices(2), autocomplete: true })] }, 'exclude'],
    [
      { name: 'a', description: 'd', options: [option('b'), { type: 1, name: 'c', description: 'd' }] },
      'cannot be mixed',
    ],
    [
      {
        name: 'a',
        description: 'd',
        options: ['b', 'c', 'e', 'f'].map((name) => option(name, { choices: choices(25, 90) })),
      },
      'exceeds',
    ],
    [{ name: 'Menu', type: 3, description: 'd' }, 'has none'],
  ];
  await expectRefused(app, commands);
  expect(double.commands(null)).toEqual([]);
  const input = { type: 4, style: 1, custom_id: 'a' };
  const label = { type: 18, label: 'A', component: input };
  const modal = (...components: object[]) => ({ type: 9, data: { custom_id: 'm', title: 't', components } });
  await raw('PUT', app, [SUMMARIZE]);
  const call = person.slash('/summarize url:x');
  await expectRefused(`/interactions/${call.id}/${call.token}/callback`, [
    [modal(label, label), 'is used twice'],
    [modal({ ...label, component: { ...input, min_length: 5, max_length: 2 } }), 'above max_length'],
    [modal({ ...label, label: 'x'.repeat(46) }), 'Must be 45'],
    [modal({ type: 10, content: 'x' }), 'something to fill in'],
    [
      modal(...[1, 2, 3, 4, 5, 6].map((at) => ({ ...label, component: { ...input, custom_id: `${at}` } }))),
      'between 1 and 5',
    ],
    [{ type: 8, data: { choices: [] } }, 'Type 8 does not answer this'],
    [{ type: 7, data: { content: 'x' } }, 'Type 7 does not answer this'],
  ]);
});

test('what the double does not know is no silent success', async () => {
  await start({});
  expect((await raw('GET', '/guilds/1/audit-logs')).status).toBe(404);
  await fetch(`${double.api}/v10/gateway`);
  expect(double.journal.violations()).toEqual([
    expect.stringContaining('no such route in the double'),
    expect.stringContaining('User-Agent'),
  ]);
});

test('a message that would ping somebody is a violation though the platform sends it', async () => {
  const { person } = await start({});
  const path = `/channels/${person.channel.id}/messages`;
  expect((await raw('POST', path, { content: 'hello @everyone' })).status).toBe(200);
  expect(double.journal.violations()).toEqual([expect.stringContaining('pings: @everyone')]);
  await raw('POST', path, { content: 'hello @everyone', allowed_mentions: { parse: [] } });
  expect(double.journal.violations()).toHaveLength(1);
  const text = { type: 10, content: `<@${person.user.id}>` };
  await raw('POST', path, { flags: 32768, components: [text], allowed_mentions: { parse: ['users'] } });
  expect(double.journal.violations()).toHaveLength(2);
});

test('the one role that a new message begins with is no violation, and is told of where the platform lets it through', async () => {
  const { person } = await start({});
  const [guild] = double.world.guilds();
  if (!guild) throw new Error('there is no guild');
  const path = `/channels/${person.channel.id}/messages`;
  const role = double.world.addRole(guild, { name: 'readers', isMentionable: true });
  const locked = double.world.addRole(guild, { name: 'staff' });
  const say = (roles: string[], ...texts: string[]) => ({
    ...{ flags: 32768, components: texts.map((content) => ({ type: 10, content })) },
    allowed_mentions: { parse: [], roles },
  });
  const sent = await raw('POST', path, say([role.id], `<@&${role.id}>`, 'News'));
  await raw('POST', path, say([locked.id], `<@&${locked.id}>`, 'News'));
  expect(double.journal.violations()).toEqual([]);
  const { id } = sent.body;
  expect(double.pinged()).toEqual([{ channelId: person.channel.id, messageId: id, roleId: role.id }]);
  const wrong: [string, string, object][] = [
    ['POST', path, say([role.id], `Hear <@&${role.id}>`)],
    ['POST', path, say([role.id], 'News', `<@&${role.id}>`)],
    ['POST', path, say([role.id], `<@&${role.id}>`, `<@&${role.id}> again`)],
    ['POST', path, say([role.id, locked.id], `<@&${role.id}>`, 'News')],
    ['POST', path, say([role.id], 'News')],
    ['POST', path, { ...say([], `<@&${role.id}>`), allowed_mentions: { roles: [role.id] } }],
    ['PATCH', `${path}/${id}`, say([role.id], `<@&${role.id}>`, 'News')],
  ];
  for (const [at, [method, to, body]] of wrong.entries()) {
    await raw(method, to, body);
    expect(double.journal.violations().length, JSON.stringify(body)).toBeGreaterThan(at);
  }
});

test('events missed while the line was cut come with the resumption', async () => {
  const heard: string[] = [];
  const { client, person } = await start({});
  client.on(Events.MessageCreate, ({ content }) => heard.push(content));
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  double.gateway.disconnect(4000);
  person.mention('are you there?');
  await resumed;
  expect(double.gateway.resumed).toBe(1);
  expect(heard).toEqual([`<@${double.botUserId}> are you there?`]);
});

test('without the privileged intent a message that does not concern the bot comes empty', async () => {
  const { client, person } = await start({});
  const heard: string[] = [];
  const direct = new Promise((resolve) =>
    client.on(Events.MessageCreate, ({ content, channel }) => {
      heard.push(content);
      if (channel.isDMBased()) resolve(null);
    }),
  );
  person.say('nothing for you');
  const said = person.mention('for you');
  person.reply(said.id, 'for myself');
  person.dm('between us');
  await direct;
  expect(heard).toEqual(['', `<@${double.botUserId}> for you`, '', 'between us']);
});

test('an intent that was not granted closes the gateway', async () => {
  await expect(start({ intents: [GatewayIntentBits.MessageContent] })).rejects.toThrow('disallowed intents');
});

test('a revoked token is refused', async () => {
  const { client, person } = await start({});
  const lost = new Promise((resolve) => client.once(Events.ShardDisconnect, ({ code }) => resolve(code)));
  const before = double.token;
  double.setToken('another');
  expect(await lost).toBe(4004);
  const answer = await raw('POST', `/channels/${person.channel.id}/messages`, { content: 'x' }, before);
  expect([answer.status, double.invalidRequests]).toEqual([401, 1]);
});

test('a channel refuses the bot what it may not do there', async () => {
  const { person } = await start({});
  const [guild] = double.world.guilds();
  if (!guild) throw new Error('no guild');
  const silent = double.world.addChannel(guild, { name: 'silent', botPermissions: ['ViewChannel'] });
  const hidden = double.world.addChannel(guild, { name: 'hidden', botPermissions: 0n });
  const codes = async (channelId: string) =>
    (await raw('POST', `/channels/${channelId}/messages`, { content: 'x' })).body.code;
  expect(await codes(silent.id)).toBe(50013);
  expect(await codes(hidden.id)).toBe(50001);
  double.world.deleteChannel(silent);
  expect(await codes(silent.id)).toBe(10003);
  double.world.removeGuild(guild);
  expect(await codes(person.channel.id)).toBe(50001);
});

test('the same nonce makes one message', async () => {
  const { person } = await start({});
  const path = `/channels/${person.channel.id}/messages`;
  const body = { content: 'once', nonce: 'abc', enforce_nonce: true };
  const [first, second] = [await raw('POST', path, body), await raw('POST', path, body)];
  expect(second.body.id).toBe(first.body.id);
  expect(person.sees()).toHaveLength(1);
});

test('with limits the sixth message in five seconds waits', async () => {
  const { person } = await start({ limits: true });
  const path = `/channels/${person.channel.id}/messages`;
  const statuses: number[] = [];
  for (let at = 0; at < 6; at += 1) statuses.push((await raw('POST', path, { content: `m${at}` })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  now += 5000;
  expect((await raw('POST', path, { content: 'later' })).status).toBe(200);
});

test('answers have the shape that the document gives them', async () => {
  const { person } = await start({});
  const [guild] = double.world.guilds();
  if (!guild) throw new Error('no guild');
  const forum = double.world.addChannel(guild, { name: 'forum', type: 'forum' });
  const news = double.world.addChannel(guild, { name: 'news', type: 'announcement' });
  const said = await raw('POST', `/channels/${person.channel.id}/messages`, { content: 'hi', embeds: [EMBED] });
  const announced = await raw('POST', `/channels/${news.id}/messages`, { content: 'hi' });
  const here = `/channels/${person.channel.id}`;
  const app = `/applications/${double.applicationId}/commands`;
  await expectShape('MessageResponse', 'POST', `${here}/messages`, {
    content: 'so?',
    message_reference: { message_id: said.body.id },
    allowed_mentions: { parse: [] },
  });
  await expectShape('MessageResponse', 'POST', `${here}/messages`, LAYOUT);
  await expectShape('MessageResponse', 'PATCH', `${here}/messages/${said.body.id}`, { content: 'ho' });
  await expectShape('MessageResponse', 'GET', `${here}/messages/${said.body.id}`);
  await expectShape('ThreadResponse', 'POST', `${here}/messages/${said.body.id}/threads`, { name: 'thread' });
  await expectShape('CreatedThreadResponse', 'POST', `${here}/threads`, { name: 'other', type: 11 });
  await expectShape('CreatedThreadResponse', 'POST', `/channels/${forum.id}/threads`, {
    name: 'post',
    message: LAYOUT,
  });
  await expectShape('MessageResponse', 'POST', `/channels/${news.id}/messages/${announced.body.id}/crosspost`);
  await expectShape('GuildChannelResponse', 'GET', `/guilds/${guild.id}/channels`);
  await expectShape('GuildRoleResponse', 'GET', `/guilds/${guild.id}/roles`);
  await expectShape('GuildWithCountsResponse', 'GET', `/guilds/${guild.id}`);
  await expectShape('GuildMemberResponse', 'GET', `/guilds/${guild.id}/members/@me`);
  await expectShape('UserPIIResponse', 'GET', '/users/@me');
  await expectShape('PrivateChannelResponse', 'POST', '/users/@me/channels', { recipient_id: person.user.id });
  await expectShape('PrivateApplicationResponse', 'GET', '/applications/@me');
  await expectShape('GatewayBotResponse', 'GET', '/gateway/bot');
  await expectShape('ApplicationCommandResponse', 'POST', app, SUMMARIZE);
  await expectShape('ApplicationCommandResponse', 'GET', `${app}?with_localizations=true`);
  const call = person.slash('/summarize url:x');
  const callback = `/interactions/${call.id}/${call.token}/callback?with_response=true`;
  await expectShape('InteractionCallbackResponse', 'POST', callback, { type: 4, data: { content: 'x' } });
  const webhook = `/webhooks/${double.applicationId}/${call.token}`;
  await expectShape('MessageResponse', 'PATCH', `${webhook}/messages/%40original`, { content: 'y' });
  await expectShape('MessageResponse', 'POST', webhook, { content: 'z' });
  expect(double.journal.violations()).toEqual([]);
});

test('a message command brings the message, and a slash command its file', async () => {
  const read: string[] = [];
  const { client, person } = await start({}, async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply({ content: interaction.targetMessage.content, flags: MessageFlags.Ephemeral });
    }
    if (interaction.isChatInputCommand()) {
      const file = interaction.options.getAttachment('file', true);
      read.push(await (await fetch(file.url)).text());
      await interaction.reply({ content: file.name, files: [{ attachment: Buffer.from('back'), name: 'back.txt' }] });
    }
  });
  const upload = new SlashCommandBuilder().setName('read').setDescription('Read a file');
  upload.addAttachmentOption((option) => option.setName('file').setDescription('Which').setRequired(true));
  await client.application?.commands.set([upload.toJSON(), { name: 'Summarize', type: 3 }]);
  const said = person.say('https://example.org');
  const menu = person.messageCommand('Summarize', said.id);
  await menu.answered;
  expect([menu.message()?.content, menu.ephemeral]).toEqual(['https://example.org', true]);
  const bytes = new TextEncoder().encode('inside');
  const call = person.slash('/read', [{ name: 'a.txt', type: 'text/plain', bytes }]);
  await call.answered;
  const [back] = call.message()?.attachments ?? [];
  expect([read, call.message()?.content, await (await fetch(back?.url ?? '')).text()]).toEqual([
    ['inside'],
    'a.txt',
    'back',
  ]);
  expect(double.journal.violations()).toEqual([]);
});

test('a person brings the app along to where the bot is not', async () => {
  const { client } = await start({}, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(`context ${interaction.context}`);
  });
  const guild = double.world.addGuild({ name: 'Elsewhere', withoutBot: true });
  const channel = double.world.addChannel(guild, { name: 'lounge' });
  const [traveller, local] = [
    double.world.addUser({ name: 'Eve', hasInstalled: true }),
    double.world.addUser({ name: 'Bob' }),
  ];
  await client.application?.commands.set([{ ...SUMMARIZE, integration_types: [0, 1], contexts: [0, 1] }]);
  const call = double.person(traveller, channel).slash('/summarize url:x');
  expect((await call.until(({ content }) => content !== '')).content).toBe('context 0');
  expect(() => double.person(local, channel).slash('/summarize url:x')).toThrow('no command');
  const direct = double.person(local, double.world.dm(local)).slash('/summarize url:x');
  expect((await direct.until(({ content }) => content !== '')).content).toBe('context 1');
  expect((await raw('POST', `/channels/${channel.id}/messages`, { content: 'x' })).body.code).toBe(50001);
});

test('faults are answered once each, and what was done before the line broke is done', async () => {
  const { person } = await start({});
  const path = `/channels/${person.channel.id}/messages`;
  const at = /messages$/;
  double.faults.add({ path: at, times: 1, answer: { status: 429, headers: { 'retry-after': '2' } } });
  double.faults.add({ path: at, times: 1, answer: { status: 502, body: '<html>Bad gateway</html>' } });
  double.faults.add({ path: at, times: 1, answer: { drop: 'after' } });
  double.faults.add({ path: at, times: 1, answer: { drop: 'before' } });
  expect((await raw('POST', path, { content: 'limited' })).body).toMatchObject({ retry_after: 2, global: false });
  await expect(raw('POST', path, { content: 'html' })).rejects.toThrow('JSON');
  await expect(raw('POST', path, { content: 'done' })).rejects.toThrow('fetch failed');
  await expect(raw('POST', path, { content: 'lost' })).rejects.toThrow('fetch failed');
  expect(person.sees().map(({ content }) => content)).toEqual(['done']);
});

test('the gateway can ask for a reconnection and can forget the session', async () => {
  const { client } = await start({});
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  double.gateway.sendOp7Reconnect();
  await resumed;
  expect([double.gateway.identified, double.gateway.resumed]).toEqual([1, 1]);
  double.gateway.sendInvalidSession(false);
  const lost = new WebSocket(`${double.api.replace('http', 'ws').replace('/api', '')}`);
  lost.addEventListener('open', () => {
    const d = { token: double.token, session_id: 'forgotten', seq: 1 };
    lost.send(JSON.stringify({ op: 6, d }));
  });
  const refused = new Promise((resolve) =>
    lost.addEventListener('message', ({ data }) => {
      const { op, d } = JSON.parse(String(data));
      if (op === 9) resolve(d);
    }),
  );
  expect(await refused).toBe(false);
  lost.close();
});

test('a guild that the bot comes into tells its channels, and a person may close the door', async () => {
  const { client, person } = await start({});
  const joined = new Promise<string[]>((resolve) =>
    client.once(Events.GuildCreate, ({ channels, systemChannel }) =>
      resolve([systemChannel?.name ?? '', ...channels.cache.map(({ name }) => name)]),
    ),
  );
  double.world.addGuild({ name: 'Second', channels: [{ name: 'ideas', type: 'forum' }, { name: 'general' }] });
  expect(await joined).toEqual(['general', 'ideas', 'general']);
  const shy = double.world.addUser({ name: 'Shy', hasClosedDms: true });
  const { body } = await raw('POST', '/users/@me/channels', { recipient_id: shy.id });
  expect((await raw('POST', `/channels/${body.id}/messages`, { content: 'x' })).body.code).toBe(50007);
  double.world.addThread(person.channel, { name: 'Question', owner: person.user });
});

test('guilds spread over shards', async () => {
  const { client } = await start({ shards: 2 }, undefined, 'auto');
  double.world.addGuild({ name: 'second' });
  await double.gateway.ready(2);
  const mentioned: number[] = [];
  const both = new Promise((resolve) =>
    client.on(Events.MessageCreate, ({ guild }) => {
      mentioned.push(guild?.shardId ?? -1);
      if (mentioned.length === 2) resolve(null);
    }),
  );
  const user = double.world.addUser({ name: 'Ada' });
  for (const guild of double.world.guilds()) {
    double.person(user, double.world.addChannel(guild, { name: 'here' })).mention('hi');
  }
  await both;
  expect(mentioned.toSorted()).toEqual([0, 1]);
});

const RECORDINGS = '../shared/data/platform-payloads';

test.skipIf(!existsSync(RECORDINGS))(
  'what the gateway sends has the keys of recorded payloads',
  async ({ annotate }) => {
    const { client, person } = await start({ intents: [GatewayIntentBits.GuildMessageReactions] });
    const sent: { t: string; d: Record<string, unknown> }[] = [];
    client.on(Events.Raw, (packet) => void sent.push(packet));
    const hello = person.mention('Hey');
    const here = `/channels/${person.channel.id}`;
    const thread = await raw('POST', `${here}/messages/${hello.id}/threads`, { name: 'thread' });
    const channel = double.world.channel(String(thread.body.id));
    if (!channel) throw new Error('no thread');
    const inside = double.person(person.user, channel);
    const buttons = [{ type: 1, components: [{ ...BUTTON, custom_id: 'hello' }] }];
    const welcome = { content: 'Welcome', embeds: [EMBED], components: buttons };
    const { body } = await raw('POST', `/channels/${channel.id}/messages`, welcome);
    inside.mention('in here');
    inside.click(String(body.id), 'hello');
    const seen = new Promise((resolve) => client.once(Events.MessageReactionAdd, resolve));
    inside.react(String(body.id), '👍');
    await seen;
    const ours = (t: string, inThread: boolean, isBot = false) =>
      sent
        .filter((one) => one.t === t && (one.d.channel_id === channel.id) === inThread)
        .find(({ d }) => isOfBot(d) === isBot);
    const kinds = {
      gatewayMention: ours('MESSAGE_CREATE', false),
      gatewaySubscribedMessage: ours('MESSAGE_CREATE', true),
      gatewayBotWelcome: ours('MESSAGE_CREATE', true, true),
      gatewayReactionAdd: ours('MESSAGE_REACTION_ADD', true),
      gatewayThreadCreate: sent.find(({ t }) => t === 'THREAD_CREATE'),
      buttonClickHello: ours('INTERACTION_CREATE', true),
      differentUser: ours('INTERACTION_CREATE', true),
    };
    const recorded = JSON.parse(readFileSync(`${RECORDINGS}/discord.json`, 'utf8'));
    for (const [name, event] of Object.entries(kinds)) {
      const given = recorded[name];
      expect([name, missingKeys(given.type?.startsWith?.('GATEWAY') ? given.data : given, event?.d)]).toEqual([
        name,
        [],
      ]);
    }
    await annotate(`${Object.keys(kinds).length} recorded payloads compared`);
  },
);

const TEXT = { type: 10, content: 'text' };
const BUTTON = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
const ROW = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('ask').setLabel('Ask').setStyle(ButtonStyle.Primary),
);
const MODAL = new ModalBuilder()
  .setCustomId('ask')
  .setTitle('A question')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('What?')
      .setTextInputComponent(new TextInputBuilder().setCustomId('question').setStyle(TextInputStyle.Short)),
  );
const EMBED = { title: 'Title', description: 'Text', color: 1, fields: [{ name: 'a', value: 'b', inline: true }] };
const LAYOUT = {
  flags: 32768,
  components: [
    {
      type: 17,
      components: [
        { type: 9, components: [TEXT], accessory: { type: 2, style: 5, url: 'https://example.org', label: 'Read' } },
        { type: 14 },
        { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
        { type: 1, components: [{ type: 3, custom_id: 'pick', options: [{ label: 'a', value: 'b' }] }] },
      ],
    },
  ],
};
const SUMMARIZE = new SlashCommandBuilder()
  .setName('summarize')
  .setDescription('Summarize an article')
  .addStringOption((option) => option.setName('url').setDescription('The article').setRequired(true))
  .addStringOption((option) =>
    option.setName('style').setDescription('How').addChoices({ name: 'Brief', value: 'brief' }),
  )
  .toJSON();

async function start(
  { intents = [], ...options }: DiscordOptions & { intents?: GatewayIntentBits[] },
  answer: (interaction: Interaction) => Promise<unknown> = async () => undefined,
  shards: 'auto' | undefined = undefined,
): Promise<{ client: Client; person: DiscordPerson }> {
  double = await startDiscord({ clock: () => now, ...options });
  const guild = double.world.addGuild({ name: 'Newsroom' });
  const channel = double.world.addChannel(guild, { name: 'general' });
  const user = double.world.addUser({ name: 'Ada' });
  double.world.addMember(guild, user);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages, ...intents],
    partials: [Partials.Channel],
    ...(shards ? { shards } : {}),
    allowedMentions: { parse: [] },
    rest: { api: double.api, retries: 0 },
  });
  clients.push(client);
  client.on(Events.Error, (error) => {
    throw error;
  });
  client.on(Events.InteractionCreate, answer);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(double.token);
  await ready;
  return { client, person: double.person(user, channel) };
}

function stranger({ channel }: DiscordPerson): DiscordPerson {
  return double.person(double.world.addUser({ name: 'Bob' }), channel);
}

async function expectRefused(path: string, cases: [object, string][]): Promise<void> {
  for (const [body, words] of cases) {
    const { status } = await raw('POST', path, body);
    const violations = double.journal.entries().at(-1)?.violations.join();
    expect([status, violations]).toEqual([400, expect.stringContaining(words)]);
  }
}

/** By the document, loosely: what it does not know of is no matter. */
async function expectShape(name: string, method: string, path: string, body?: object): Promise<void> {
  const schema = ANSWERS.get(`${name}Schema`);
  const answer = await raw(method, path, body);
  const issues = [answer.body].flat().flatMap((one) => schema?.safeParse(one).error?.issues ?? []);
  expect([name, answer.status < 300, schema !== undefined, issues]).toEqual([name, true, true, []]);
}

function isOfBot({ author }: Record<string, unknown>): boolean {
  return typeof author === 'object' && author !== null && 'id' in author && author.id === double.botUserId;
}

/** Paths of keys that the recorded payload has and ours has not; of lists the first entries are compared. */
function missingKeys(recorded: unknown, ours: unknown, at = ''): string[] {
  if (Array.isArray(recorded)) {
    const isBoth = Array.isArray(ours) && recorded.length > 0 && ours.length > 0;
    return isBoth ? missingKeys(recorded[0], ours[0], `${at}[]`) : [];
  }
  if (typeof recorded !== 'object' || recorded === null) return [];
  return Object.entries(recorded).flatMap(([key, value]) => {
    if (typeof ours !== 'object' || ours === null || !(key in ours)) return [`${at}.${key}`];
    return missingKeys(value, (ours as Record<string, unknown>)[key], `${at}.${key}`);
  });
}

async function raw(method: string, path: string, body?: object, token = double.token) {
  const response = await fetch(`${double.api}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      'user-agent': 'DiscordBot (https://example.org, 1.0)',
    },
    body: body ? JSON.stringify(body) : null,
  });
  // The double answers in JSON wherever these tests call.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
