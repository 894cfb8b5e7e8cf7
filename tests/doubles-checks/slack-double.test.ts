import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { type SlackDouble, type SlackOptions, startSlack } from '../doubles/slack/index.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Refusals are what is tested here; nobody needs to read them on the way. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** The double, a channel with a person in it, and the bot's own client. */
async function begin(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  stops.push(slack.close);
  const ann = slack.world.addUser({ name: 'ann' });
  const news = slack.world.addChannel({ name: 'news' });
  const client = new WebClient(slack.botToken, { ...clientOptions(slack), logger: silent });
  return { slack, news, client, ann, person: slack.person(ann.id, news.id) };
}

function clientOptions(slack: SlackDouble) {
  return { slackApiUrl: slack.api, retryConfig: { retries: 0 } };
}

/** A tiny bot over Socket Mode. */
async function bot(slack: SlackDouble, set: (app: App) => void = () => {}, token = slack.botToken, ignoreSelf = true) {
  const quiet = { logLevel: LogLevel.ERROR };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    // How long it waits for a pong, and before it connects again.
    clientPingTimeout: 1000,
    ...quiet,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  const app = new App({
    token,
    receiver,
    ignoreSelf,
    clientOptions: clientOptions(slack),
    deferInitialization: true,
    ...quiet,
  });
  set(app);
  await app.init();
  await app.start();
  stops.push(() => app.stop());
  return app;
}

/** What listeners noted, and the moment at which there is enough of it: acks come before listeners run. */
function createNotes<T>() {
  const notes: T[] = [];
  const waiting = new Set<() => void>();
  return {
    notes,
    add(note: T) {
      notes.push(note);
      for (const look of waiting) look();
    },
    reach(count: number): Promise<T[]> {
      return this.until(() => notes.length >= count);
    },
    async until(isEnough: (notes: T[]) => boolean): Promise<T[]> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => (isEnough(notes) ? resolve() : undefined);
      waiting.add(look);
      look();
      await promise;
      return notes;
    },
  };
}

const ok = { type: 'section', text: { type: 'mrkdwn', text: 'Fine', verbatim: true } };

describe('a bot over Socket Mode', () => {
  test('answers a slash command, posts and edits', async () => {
    const { slack, news, person } = await begin();
    await bot(slack, (app) =>
      app.command('/summarize', async ({ ack, command, client }) => {
        await ack();
        const { ts = '' } = await client.chat.postMessage({
          channel: command.channel_id,
          text: `Reading ${command.text}`,
        });
        await client.chat.update({ channel: command.channel_id, ts, text: 'Read' });
      }),
    );
    const doing = person.slash('/summarize https://example.org/a style:brief');
    expect(await doing.ack).toMatchObject({ payload: null });
    const message = await person.waitsFor(({ text }) => text === 'Read');
    expect(message).toMatchObject({ channel: news.id, bot_id: slack.botId });
    expect(person.sees().map(({ text }) => text)).toEqual(['Read']);
    expect(slack.journal.entries().map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'auth.test',
        'apps.connections.open',
        'slash_commands',
        'chat.postMessage',
        'chat.update',
      ]),
    );
    expect(slack.journal.violations()).toEqual([]);
  });

  test('answers a click, and an ack with a message is seen by the asker only', async () => {
    const { slack, news, person } = await begin();
    const other = slack.person(slack.world.addUser({ name: 'bo' }).id, news.id);
    const app = await bot(slack, (one) => {
      one.action('more', async ({ ack, respond, body }) => {
        await ack();
        await respond({ text: `More for ${body.user.id}`, replace_original: false });
      });
      one.command('/hint', async ({ ack }) => ack({ text: 'Only you', response_type: 'ephemeral' }));
    });
    const button = {
      type: 'button' as const,
      action_id: 'more',
      value: 'x',
      text: { type: 'plain_text' as const, text: 'More' },
    };
    const blocks = [{ type: 'actions', elements: [button] }];
    const { ts = '' } = await app.client.chat.postMessage({ channel: news.id, text: 'A summary', blocks });
    const doing = person.click(ts, 'More');
    expect(doing.payload).toMatchObject({ type: 'block_actions', actions: [{ action_id: 'more', value: 'x' }] });
    const more = await person.waitsFor(({ text }) => text === `More for ${person.user.id}`);
    expect(more.ephemeralTo).toBe(person.user.id);
    await person.slash('/hint').ack;
    expect(person.sees().map(({ text }) => text)).toContain('Only you');
    expect(other.sees().map(({ text }) => text)).toEqual(['A summary']);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('opens a modal, shows its errors and takes its values', async () => {
    const { slack, person } = await begin();
    const taken: unknown[] = [];
    const input = { type: 'plain_text_input' as const, action_id: 'address' };
    const label = { type: 'plain_text' as const, text: 'Address' };
    await bot(slack, (app) => {
      app.shortcut('add-source', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'source',
            title: { type: 'plain_text', text: 'Add a source' },
            submit: { type: 'plain_text', text: 'Add' },
            blocks: [{ type: 'input', block_id: 'where', label, element: input }],
          },
        });
      });
      app.view('source', async ({ ack, view }) => {
        const { value } = view.state.values.where?.address ?? {};
        taken.push(value);
        if (value?.startsWith('http')) await ack();
        else await ack({ response_action: 'errors', errors: { where: 'An address starts with http' } });
      });
    });
    await person.globalShortcut('add-source').ack;
    await person.waitsForView();
    await person.submit({ Address: 'nonsense' }).ack;
    expect(person.view()).toMatchObject({ errors: { where: 'An address starts with http' } });
    expect(() => person.submit({ Colour: 'red' })).toThrow('has no Colour');
    await person.submit({ Address: 'https://example.org/feed' }).ack;
    expect(person.view()).toBeNull();
    expect(taken).toEqual(['nonsense', 'https://example.org/feed']);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('publishes the home tab and offers options', async () => {
    const { slack, person } = await begin();
    const select = {
      type: 'external_select' as const,
      action_id: 'pick',
      min_query_length: 1,
      placeholder: { type: 'plain_text' as const, text: 'Source' },
    };
    await bot(slack, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        const blocks = [ok, { type: 'section', block_id: 'b', text: ok.text, accessory: select }];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
      app.options('pick', async ({ ack, options }) => {
        await ack({ options: [{ text: { type: 'plain_text', text: `About ${options.value}` }, value: '1' }] });
      });
    });
    person.openHome();
    const home = await person.waitsForHome();
    expect(await person.options('pick', 'quakes', home.id)).toEqual([{ text: 'About quakes', value: '1' }]);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('hears a mention, and streams into its thread', async () => {
    const { slack, person } = await begin();
    await bot(slack, (app) =>
      app.event('app_mention', async ({ event, client, context }) => {
        const streamer = client.chatStream({
          channel: event.channel,
          thread_ts: event.ts,
          recipient_team_id: context.teamId ?? '',
          recipient_user_id: event.user ?? '',
          buffer_size: 1,
        });
        await streamer.append({ markdown_text: 'One. ' });
        await streamer.append({ markdown_text: 'Two.' });
        await streamer.stop();
      }),
    );
    const { ts, ack } = person.mention('what happened?');
    expect(await ack).toMatchObject({ payload: null });
    const reply = await person.waitsFor(({ stream }) => stream === 'closed');
    expect(reply).toMatchObject({ thread_ts: ts, text: 'One. Two.' });
    expect(person.sees(ts ?? '')).toHaveLength(2);
    expect(person.sees()).toHaveLength(1);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('gets an event twice with one event_id, and again after it reconnected', async () => {
    const { slack, person } = await begin();
    const heard = createNotes<[string, number | undefined]>();
    await bot(slack, (app) =>
      app.event('app_mention', async ({ body, context }) => heard.add([body.event_id, context.retryNum])),
    );
    await person.mention('hello').ack;
    await slack.socket.duplicateEvent();
    await slack.socket.redeliver();
    const three = await heard.reach(3);
    expect(new Set(three.map(([id]) => id)).size).toBe(1);
    expect(three.map(([, retry]) => retry)).toEqual([0, 0, 1]);
    slack.socket.sendDisconnect('refresh_requested');
    await slack.socket.connected();
    await person.mention('still there?').ack;
    slack.socket.cut();
    await slack.socket.connected();
    await person.mention('and now?').ack;
    expect(await heard.reach(5)).toHaveLength(5);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('gets an event again when the line was cut before its ack, and a person is told that theirs failed', async () => {
    const { slack, person } = await begin();
    const heard = createNotes<number | undefined>();
    await bot(slack, (app) => app.event('app_mention', async ({ context }) => heard.add(context.retryNum)));
    const [said, asked] = [person.mention('hello'), person.slash('/x')];
    slack.socket.cut();
    await expect(asked.ack).rejects.toThrow('dispatch_failed');
    await said.ack;
    await heard.until((retries) => retries.includes(1));
    expect(slack.journal.violations()).toEqual([]);
  });

  test('with a wrong token does not come up', async () => {
    const { slack } = await begin();
    await expect(bot(slack, () => {}, 'xoxb-wrong')).rejects.toThrow('invalid_auth');
    slack.world.revoke(slack.teamId);
    await expect(bot(slack)).rejects.toThrow('token_revoked');
  });
});

describe('the contract', () => {
  const say = (text: string, verbatim = true) => [{ type: 'section', text: { type: 'mrkdwn', text, verbatim } }];
  const button = { type: 'button', text: { type: 'plain_text', text: 'x' }, action_id: 'a' };
  const select = (count: number) => ({
    type: 'static_select',
    action_id: 's',
    options: Array.from({ length: count }, (_, i) => ({ text: { type: 'plain_text', text: `${i}` }, value: `${i}` })),
  });
  const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };

  test.each<[string, object, string, string]>([
    ['a block of no known kind', { blocks: [{ type: 'poster' }] }, 'invalid_blocks', 'must be one of'],
    [
      'a field the block does not have',
      { blocks: [{ ...ok, colour: 'red' }] },
      'invalid_blocks',
      'unknown field "colour"',
    ],
    ['a section over 3000', { blocks: say('x'.repeat(3001)) }, 'invalid_blocks', 'less than 3001'],
    ['an empty text', { blocks: say('') }, 'invalid_blocks', 'more than 0'],
    ['a header in mrkdwn', { blocks: [{ type: 'header', text: ok.text }] }, 'invalid_blocks', 'must be "plain_text"'],
    ['51 blocks', { blocks: Array(51).fill(ok) }, 'invalid_blocks', 'no more than 50'],
    [
      '26 buttons',
      { blocks: [{ type: 'actions', elements: Array(26).fill({ ...button, action_id: undefined }) }] },
      'invalid_blocks',
      '1 to 25',
    ],
    [
      'one action_id twice in a block',
      { blocks: [{ type: 'actions', elements: [button, button] }] },
      'invalid_blocks',
      'twice',
    ],
    [
      'one block_id twice',
      {
        blocks: [
          { ...ok, block_id: 'b' },
          { ...ok, block_id: 'b' },
        ],
      },
      'invalid_blocks',
      'twice',
    ],
    ['101 options', { blocks: [{ type: 'actions', elements: [select(101)] }] }, 'invalid_blocks', '1 to 100'],
    ['two tables', { blocks: [table, table] }, 'invalid_blocks', 'one table'],
    [
      '12,001 characters of markdown',
      {
        blocks: [
          { type: 'markdown', text: 'x'.repeat(6000) },
          { type: 'markdown', text: 'x'.repeat(6001) },
        ],
      },
      'invalid_blocks',
      '12001',
    ],
    [
      'a value over 2000',
      { blocks: [{ type: 'actions', elements: [{ ...button, value: 'v'.repeat(2001) }] }] },
      'invalid_blocks',
      '2001',
    ],
    ['no text at all', { text: '' }, 'no_text', 'nothing to say'],
    ['text over 40,000', { text: 'x'.repeat(40_001) }, 'msg_too_long', '40001'],
    ['metadata without a payload', { metadata: { event_type: 'x' } }, 'invalid_metadata_format', 'event_payload'],
    ['markdown beside text', { markdown_text: '*x*' }, 'markdown_text_conflict', 'does not go'],
    ['a thread_ts that is none', { thread_ts: 'yesterday' }, 'invalid_thread_ts', 'no ts'],
  ])('refuses %s as the platform would, and says so', async (_, args, code, words) => {
    const { slack, news, client } = await begin();
    const call = client.apiCall('chat.postMessage', { channel: news.id, text: 'Text', ...args });
    await expect(call).rejects.toMatchObject({ data: { ok: false, error: code } });
    expect(slack.journal.violations().join()).toContain(words);
    expect(slack.messages(news.id)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['<!channel> in the text', { text: 'Hear <!channel>' }, 'pings: <!channel>'],
    ['a person in a block', { text: 'x', blocks: say('Ask <@U0123456> now') }, 'pings: <@U0123456>'],
    [
      'a group in markdown',
      { text: 'x', blocks: [{ type: 'markdown', text: '<!subteam^S01|desk>' }] },
      'pings: <!subteam^S01|desk>',
    ],
    ['@here where names are parsed', { text: '@here look', link_names: true }, 'pings: @here'],
    ['@channel in a text that is not verbatim', { text: 'x', blocks: say('@channel', false) }, 'pings: @channel'],
    ['blocks without a text for notifications', { blocks: [ok] }, 'text is needed beside blocks'],
    ['an argument the method does not have', { text: 'x', colour: 'red' }, 'unknown field "colour"'],
  ])('lets %s pass as the platform does, and counts it', async (_, args, words) => {
    const { slack, news, client } = await begin();
    await client.apiCall('chat.postMessage', { channel: news.id, ...args });
    expect(slack.journal.violations()).toEqual([expect.stringContaining(words)]);
  });

  test('the one user group that a post begins with is no violation, and is told of', async () => {
    const { slack, news, client } = await begin();
    const groups = (...ids: string[]) => ({
      type: 'rich_text' as const,
      elements: [
        {
          type: 'rich_text_section' as const,
          elements: ids.map((usergroup_id) => ({ type: 'usergroup' as const, usergroup_id })),
        },
      ],
    });
    const post = (text: string, ...blocks: object[]) =>
      client.apiCall('chat.postMessage', { channel: news.id, text, blocks: [...blocks, ...say('News')] });
    await post('<!subteam^S01> News', groups('S01'));
    const ts = slack.messages(news.id).at(-1)?.ts ?? '';
    await client.chat.update({ channel: news.id, ts, text: '<!subteam^S01> Newer', blocks: [groups('S01')] });
    expect(slack.journal.violations()).toEqual([]);
    expect(slack.pinged()).toEqual([{ channelId: news.id, ts, groupId: 'S01' }]);
    const wrong: [string, ...object[]][] = [
      ['News', groups('S01')],
      ['<!subteam^S02> News', groups('S01')],
      ['<!subteam^S01> News <!subteam^S01>', groups('S01')],
      ['<!subteam^S01> News', groups('S01', 'S02')],
      ['<!subteam^S01> News', groups('S01'), groups('S01')],
      ['<!subteam^S01> News', ...say('First'), groups('S01')],
    ];
    for (const [at, given] of wrong.entries()) {
      await post(...given);
      expect(slack.journal.violations().length, JSON.stringify(given)).toBeGreaterThan(at);
    }
  });

  test.each(['&lt;!channel&gt;', '`<!channel>`', 'mail@channel.example', 'a ```<@U0123456>``` b'])(
    '%s pings nobody',
    async (text) => {
      const { slack, news, client } = await begin();
      await client.chat.postMessage({ channel: news.id, text, blocks: say(text) });
      expect(slack.journal.violations()).toEqual([]);
    },
  );

  test('says what the bot may not do in the world as it is, without blaming it', async () => {
    const { slack, news, client } = await begin();
    const { world } = slack;
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    const failsWith = (call: Promise<unknown>, error: string, extra = {}) =>
      expect(call).rejects.toMatchObject({ data: { error, ...extra } });
    await failsWith(post('C0NOWHERE'), 'channel_not_found');
    await failsWith(post(world.addChannel({ kind: 'private', botIsMember: false }).id), 'channel_not_found');
    await failsWith(post(world.addChannel({ botIsMember: false }).id), 'not_in_channel');
    await failsWith(
      client.chat.postMessage({ channel: news.id, text: 'x', thread_ts: '1700000000.000001' }),
      'thread_not_found',
    );
    await failsWith(client.chat.update({ channel: news.id, ts: '1700000000.000001', text: 'x' }), 'message_not_found');
    await failsWith(client.conversations.history({ channel: news.id }), 'missing_scope', {
      needed: 'channels:history',
    });
    world.archive(news.id);
    await failsWith(post(news.id), 'is_archived');
    world.deleteChannel(news.id);
    await failsWith(post(news.id), 'channel_not_found');
    world.removeTeam(slack.teamId);
    await failsWith(post(news.id), 'account_inactive');
    expect(slack.journal.violations()).toEqual([]);
  });

  test('reads an app manifest as the platform would', async () => {
    const { slack } = await begin();
    const client = new WebClient('xoxe-example', { ...clientOptions(slack), logger: silent });
    const validate = (features: object) =>
      client.apiCall('apps.manifest.validate', { manifest: { display_information: { name: 'Copydesk' }, features } });
    expect(await validate({ bot_user: { display_name: 'Copydesk' } })).toMatchObject({ ok: true });
    await expect(validate({ robot: {} })).rejects.toMatchObject({ data: { error: 'invalid_manifest' } });
    expect(slack.journal.violations().join()).toContain('unknown field "robot"');
  });

  test('blames it for methods that are not there and messages that are not its own', async () => {
    const { slack, news, client, ann } = await begin();
    const theirs = slack.world.addMessage({ channel: news.id, user: ann.id, text: 'mine' });
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject({ data: { error: 'unknown_method' } });
    const edit = client.chat.update({ channel: news.id, ts: theirs.ts, text: 'x' });
    await expect(edit).rejects.toMatchObject({ data: { error: 'cant_update_message' } });
    expect(slack.journal.violations()).toHaveLength(2);
  });

  test('holds a stream to its kind, its five minutes and its recipients', async () => {
    let now = 1_800_000_000_000;
    const { slack, news, client, ann } = await begin({ clock: () => now });
    const { ts: thread_ts } = slack.world.addMessage({ channel: news.id, user: ann.id, text: 'why?' });
    const to = { channel: news.id, thread_ts };
    await expect(client.chat.startStream(to)).rejects.toMatchObject({ data: { error: 'missing_recipient_user_id' } });
    const who = { recipient_user_id: ann.id, recipient_team_id: slack.teamId };
    const { ts = '' } = await client.chat.startStream({ ...to, ...who, markdown_text: 'One' });
    const append = (args: object) => client.apiCall('chat.appendStream', { channel: news.id, ts, ...args });
    const chunk = { type: 'task_update', id: '1', title: 'Reading', status: 'complete' };
    await expect(append({ chunks: [chunk] })).rejects.toMatchObject({ data: { error: 'streaming_mode_mismatch' } });
    const edit = client.chat.update({ channel: news.id, ts, text: 'x' });
    await expect(edit).rejects.toMatchObject({ data: { error: 'streaming_state_conflict' } });
    expect(slack.journal.violations()).toHaveLength(3);
    now += 301_000;
    await expect(append({ markdown_text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_in_streaming_state' },
    });
    expect(slack.messages(news.id).at(-1)).toMatchObject({ text: 'One', stream: 'closed' });
  });

  test('lets a trigger open one view within three seconds', async () => {
    let now = 1_800_000_000_000;
    const { slack, person, client } = await begin({ clock: () => now });
    await bot(slack, (app) => app.command('/x', async ({ ack }) => ack()));
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Title' }, blocks: [ok] };
    const [first, second] = [person.slash('/x').triggerId ?? '', person.slash('/x').triggerId ?? ''];
    await client.views.open({ trigger_id: first, view });
    const again = client.views.open({ trigger_id: first, view });
    await expect(again).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    now += 3001;
    const late = client.views.open({ trigger_id: second, view });
    await expect(late).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
    const long = { ...view, title: { type: 'plain_text' as const, text: 'x'.repeat(25) } };
    const third = client.views.open({ trigger_id: person.slash('/x').triggerId ?? '', view: long });
    await expect(third).rejects.toMatchObject({ data: { error: 'invalid_arguments' } });
  });

  test('lets a response_url be used five times in half an hour', async () => {
    let now = 1_800_000_000_000;
    const { slack, person } = await begin({ clock: () => now });
    await bot(slack, (app) => app.command('/x', async ({ ack }) => ack()));
    const respond = async (url: string | null, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url ?? '', { method: 'POST', headers, body: JSON.stringify(body) });
      return `${response.status} ${await response.text()}`;
    };
    const { responseUrl } = person.slash('/x');
    for (const i of [1, 2, 3, 4, 5]) expect(await respond(responseUrl, { text: `${i}` })).toBe('200 ok');
    expect(slack.journal.violations()).toEqual([]);
    expect(await respond(responseUrl, { text: '6' })).toBe('404 used_url');
    expect(person.sees().map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    const other = person.slash('/x').responseUrl;
    await respond(other, { text: 'x', replace_original: true });
    now += 30 * 60_000 + 1;
    expect(await respond(other, { text: 'x' })).toBe('404 expired_url');
    expect(slack.journal.violations()).toEqual([
      expect.stringContaining('works 5 times'),
      expect.stringContaining('replaces nothing'),
      expect.stringContaining('lives 30 minutes'),
    ]);
  });

  test('counts an ack that comes after three seconds', async () => {
    let now = 1_800_000_000_000;
    const { slack, person } = await begin({ clock: () => now });
    await bot(slack, (app) =>
      app.command('/slow', async ({ ack }) => {
        now += 3001;
        await ack();
      }),
    );
    expect(await person.slash('/slow').ack).toMatchObject({ ms: 3001 });
    expect(slack.journal.violations()).toEqual(['ACK slash_commands: the ack came after 3001 ms, 3000 are allowed']);
  });

  test('allows a message a second and channel where limits are asked for', async () => {
    let now = 1_800_000_000_000;
    const { news, client } = await begin({ limits: true, clock: () => now });
    await client.chat.postMessage({ channel: news.id, text: '1' });
    const raw = new WebClient(client.token, { slackApiUrl: client.slackApiUrl, rejectRateLimitedCalls: true });
    const second = raw.chat.postMessage({ channel: news.id, text: '2' });
    await expect(second).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    now += 1000;
    await client.chat.postMessage({ channel: news.id, text: '3' });
  });

  test('fails as it is told: with a status, late, or by cutting the line after the work', async () => {
    const { slack, news, client } = await begin();
    const post = () => client.chat.postMessage({ channel: news.id, text: 'x' });
    slack.faults.add({ path: /chat/, times: 1, answer: { status: 500, body: 'oops' } });
    slack.faults.add({ path: /chat/, times: 1, answer: { drop: 'after' } });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error' });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.messages(news.id)).toHaveLength(1);
    await post();
  });
});

describe('people', () => {
  test('type addresses and signs that reach the bot marked and escaped', async () => {
    const { slack, person } = await begin();
    await bot(slack);
    const { payload } = person.mention('what of https://example.org/?a=1&b=2 <now>?');
    expect(payload).toMatchObject({
      type: 'event_callback',
      event: { text: `<@${slack.botUserId}> what of <https://example.org/?a=1&amp;b=2> &lt;now&gt;?` },
    });
  });

  test('of another workspace speak in a shared channel, and have no commands', async () => {
    const { slack } = await begin();
    await bot(slack);
    const shared = slack.world.addChannel({ isExternallyShared: true });
    const guest = slack.world.addUser({ team: 'T0ELSEWHERE', isStranger: true });
    const person = slack.person(guest.id, shared.id);
    expect(person.mention('hello').payload).toMatchObject({
      is_ext_shared_channel: true,
      event: { user: guest.id, user_team: 'T0ELSEWHERE' },
    });
    expect(() => person.slash('/summarize')).toThrow('another workspace');
  });

  test('choose in a form, and the choice is in the state that is submitted', async () => {
    const { slack, person, client } = await begin();
    await bot(slack, (app) => {
      app.action('style', async ({ ack }) => ack());
      app.view('', async ({ ack }) => ack({ response_action: 'clear' }));
    });
    const plain = (text: string) => ({ type: 'plain_text' as const, text });
    const options = ['brief', 'deep'].map((value) => ({ text: plain(value), value }));
    const element = { type: 'static_select' as const, action_id: 'style', options };
    const style = { type: 'input', block_id: 's', label: plain('Style'), element, dispatch_action: true };
    const note = { type: 'plain_text_input' as const, action_id: 'note' };
    const more = { type: 'input', block_id: 'n', label: plain('Note'), element: note, optional: true };
    const view = { type: 'modal' as const, title: plain('Digest'), submit: plain('Save'), blocks: [style, more] };
    const { triggerId } = person.globalShortcut('x');
    await client.views.open({ trigger_id: triggerId ?? '', view });
    const { id } = await person.waitsForView();
    expect(() => person.submit()).toThrow('"Style" must be filled in');
    await person.select(id, 'style', 'deep').ack;
    const doing = person.submit();
    expect(doing.payload).toMatchObject({
      view: {
        state: { values: { s: { style: { selected_option: { value: 'deep' } } }, n: { note: { value: null } } } },
      },
    });
    await doing.ack;
    expect(person.view()).toBeNull();
    expect(slack.journal.violations()).toEqual([]);
  });

  test('see the status under a thread until the answer is there', async () => {
    const { slack, person, client, news } = await begin();
    await bot(slack);
    const ts = person.mention('why?').ts ?? '';
    await client.assistant.threads.setStatus({ channel_id: news.id, thread_ts: ts, status: 'is reading…' });
    expect(person.status(ts)).toBe('is reading…');
    await client.chat.postMessage({ channel: news.id, thread_ts: ts, text: 'Because.' });
    expect(person.status(ts)).toBeNull();
  });

  test('are written to directly, and the bot hears its own words there', async () => {
    const { slack, person, client } = await begin();
    const heard = createNotes<string>();
    const set = (app: App) => app.message(async ({ message }) => heard.add(message.subtype ?? 'said'));
    await bot(slack, set, slack.botToken, false);
    await person.dm('hello').ack;
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: person.user.id, text: 'Hello' });
    await client.chat.update({ channel, ts, text: 'Hello again' });
    expect(await heard.reach(3)).toEqual(['said', 'said', 'message_changed']);
    expect(slack.messages(channel).map(({ text }) => text)).toEqual(['hello', 'Hello again']);
  });

  test('of no double at all: a payload from outside is at home here', async () => {
    const { slack } = await begin();
    await bot(slack, (app) =>
      app.command('/summarize', async ({ ack, respond, client, body }) => {
        await ack();
        await respond('Reading');
        await client.views.open({
          trigger_id: body.trigger_id,
          view: { type: 'modal', title: { type: 'plain_text', text: 'Title' }, blocks: [ok] },
        });
      }),
    );
    await slack.send({
      command: '/summarize',
      text: 'https://example.org/a',
      team_id: 'T0FOREIGN',
      channel_id: 'C0FOREIGN',
      channel_name: 'abroad',
      user_id: 'U0FOREIGN',
      user_name: 'eve',
      trigger_id: '1.2.3',
      response_url: 'https://hooks.example.com/commands/T0FOREIGN/1/x',
    });
    const eve = slack.person('U0FOREIGN', 'C0FOREIGN');
    await eve.waitsFor(({ text }) => text === 'Reading');
    await eve.waitsForView();
    expect(slack.journal.violations()).toEqual([]);
  });
});

describe('signed HTTP requests', () => {
  /** The same tiny bot behind an address of its own. */
  async function httpBot(slack: SlackDouble, set: (app: App) => void, signingSecret = slack.signingSecret) {
    const receiver = new HTTPReceiver({ signingSecret, logger: silent });
    const options = { token: slack.botToken, receiver, clientOptions: clientOptions(slack), logger: silent };
    const app = new App({ ...options, deferInitialization: true });
    set(app);
    await app.init();
    const server = await app.start({ host: '127.0.0.1', port: 0 });
    stops.push(() => app.stop());
    // A server that listens on TCP has an address object.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  }

  test('carry commands, clicks and events to the bot, whose acks count', async () => {
    const { slack, person } = await begin();
    const url = await httpBot(slack, (app) => {
      app.command('/x', async ({ ack }) => ack('Understood'));
      app.event('app_mention', async ({ event, client }) => {
        await client.chat.postMessage({ channel: event.channel, text: 'Heard', thread_ts: event.ts });
      });
    });
    slack.deliverTo(url);
    await person.slash('/x').ack;
    expect(person.sees()).toMatchObject([{ text: 'Understood', ephemeralTo: person.user.id }]);
    await person.mention('you').ack;
    await person.waitsFor(({ text }) => text === 'Heard');
    expect(slack.journal.violations()).toEqual([]);
  });

  test('come again with the reason when an event is refused', async () => {
    const { slack, person } = await begin();
    const url = await httpBot(slack, () => {}, 'another secret');
    slack.deliverTo(url);
    expect(await person.mention('you').ack).toMatchObject({ status: 401, attempts: 4 });
    expect(await person.slash('/x').ack).toMatchObject({ status: 401, attempts: 1 });
  });
});

describe('workspaces and files', () => {
  test('a second workspace installs the app, and its token speaks there only', async () => {
    const { slack, news, client } = await begin();
    const team = slack.world.addTeam({ name: 'Second desk' });
    const query = new URLSearchParams({
      client_id: slack.clientId,
      scope: 'chat:write,commands',
      state: 's1',
      redirect_uri: 'http://127.0.0.1:1/back',
      team: team.id,
    });
    const page = await fetch(`${slack.origin}/oauth/v2/authorize?${query}`, { redirect: 'manual' });
    const back = new URL(page.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('s1');
    const code = back.searchParams.get('code') ?? '';
    const secret = { client_id: slack.clientId, client_secret: slack.clientSecret };
    const exchange = () => client.oauth.v2.access({ ...secret, code, redirect_uri: 'http://127.0.0.1:1/back' });
    const granted = await exchange();
    expect(granted).toMatchObject({ access_token: team.botToken, team: { id: team.id }, scope: 'chat:write,commands' });
    await expect(exchange()).rejects.toMatchObject({ data: { error: 'invalid_code' } });
    const theirs = new WebClient(granted.access_token, { ...clientOptions(slack), logger: silent });
    expect(await theirs.auth.test()).toMatchObject({
      team: 'Second desk',
      bot_id: team.botId,
      response_metadata: { scopes: ['chat:write', 'commands'] },
    });
    await expect(theirs.chat.postMessage({ channel: news.id, text: 'x' })).rejects.toMatchObject({
      data: { error: 'channel_not_found' },
    });
  });

  test('a file is given to who shows the token, and an upload ends in the channel', async () => {
    const { slack, news, ann, client } = await begin({ scopes: ['chat:write', 'files:read', 'files:write'] });
    const file = slack.world.addFile({ name: 'a.txt', mimetype: 'text/plain', content: 'Words', user: ann.id });
    const found = await client.files.info({ file: String(file.id) });
    const url = found.file?.url_private_download ?? '';
    const headers = { authorization: `Bearer ${slack.botToken}` };
    expect(await (await fetch(url, { headers })).text()).toBe('Words');
    expect(await (await fetch(url)).text()).toContain('Sign in');
    await client.filesUploadV2({
      channel_id: news.id,
      filename: 'list.opml',
      content: '<opml/>',
      initial_comment: 'Here',
    });
    expect(slack.messages(news.id)).toMatchObject([{ text: 'Here', files: [{ name: 'list.opml', size: 7 }] }]);
    expect(slack.journal.violations()).toHaveLength(1);
  });

  test('a person sees what is meant for them, and history shows what the bot may read', async () => {
    const { slack, news, person, client } = await begin({
      scopes: ['chat:write', 'channels:history', 'channels:read'],
    });
    const other = slack.person(slack.world.addUser().id, news.id);
    await client.chat.postEphemeral({ channel: news.id, user: person.user.id, text: 'Psst' });
    const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } };
    const { ts = '' } = await client.chat.postMessage({ channel: news.id, text: 'All', metadata });
    await client.chat.postMessage({ channel: news.id, text: 'Below', thread_ts: ts });
    expect(person.sees().map(({ text }) => text)).toEqual(['Psst', 'All']);
    expect(other.sees(ts).map(({ text }) => text)).toEqual(['All', 'Below']);
    const { messages } = await client.conversations.history({ channel: news.id, include_all_metadata: true });
    expect(messages).toMatchObject([{ text: 'All', metadata }]);
    const { members } = await client.conversations.members({ channel: news.id });
    expect(members).toEqual([person.user.id, other.user.id, slack.botUserId]);
  });
});

/** What the platform itself was seen to send; kept beside the project, not in it. */
const recordings = new URL('../../../shared/data/platform-payloads/', import.meta.url);

describe('what the double sends has every key of what the platform was seen to send', () => {
  type Recorded = Record<string, Record<string, unknown>>;
  type Scene = Awaited<ReturnType<typeof begin>> & { ts: string };
  const blocksOf = (recorded: unknown): object[] => {
    const { blocks = [] } = Object(Object(recorded).message);
    return blocks;
  };
  const radio = {
    type: 'radio_buttons',
    action_id: 'r',
    options: [{ text: ok.text, value: '1', description: { type: 'plain_text', text: 'More' } }],
  };
  const chooser = {
    type: 'static_select',
    action_id: 's',
    placeholder: { type: 'plain_text', text: 'Choose' },
    options: [{ text: { type: 'plain_text', text: 'One' }, value: '1' }],
  };
  const post = async ({ client, news, ts }: Scene, elements: unknown, rest: object[] = []) => {
    const blocks = [...rest, { type: 'actions', elements }];
    const args = { channel: news.id, text: 'x', thread_ts: ts, blocks };
    const posted = await client.apiCall('chat.postMessage', args);
    return String(Object(posted).ts);
  };
  const press = async (scene: Scene, recorded: unknown) => {
    const blocks = blocksOf(recorded);
    const args = { channel: scene.news.id, text: 'x', thread_ts: scene.ts, ...(blocks.length > 0 ? { blocks } : {}) };
    const { ts } = Object(await scene.client.apiCall('chat.postMessage', args));
    const [action] = Object(recorded).actions;
    if (blocks.length > 0) return scene.person.click(String(ts), action.action_id).payload;
    return scene.person.click(
      await post(scene, [{ ...action, action_ts: undefined, block_id: undefined }]),
      action.action_id,
    ).payload;
  };
  const submit = async (scene: Scene, recorded: unknown) => {
    const { view } = Object(recorded);
    const { title, submit: send, close, callback_id, private_metadata, notify_on_close, blocks } = view;
    const given = { type: 'modal', title, submit: send, close, callback_id, private_metadata, notify_on_close, blocks };
    const trigger_id = scene.person.globalShortcut('x').triggerId;
    await scene.client.apiCall('views.open', { trigger_id, view: given });
    const inputs: { block_id: string; element: { options?: { value: string }[] } }[] = blocks;
    const values = inputs.map(({ block_id, element }) => [block_id, element.options?.[0]?.value ?? 'Hello']);
    return scene.person.submit(Object.fromEntries(values)).payload;
  };
  const heard = ({ slack, person }: Scene, text: string, extra: object) => {
    slack.world.setScopes(['channels:history', 'chat:write']);
    return person.says(text, extra).payload;
  };

  test.for<[string, string, (scene: Scene, recorded: Record<string, unknown>) => Promise<unknown> | unknown]>([
    ['slash-commands', 'slashCommand', ({ person }) => person.slash('/x').payload],
    ['slash-commands', 'slashCommandWithArgs', ({ person }) => person.slash('/x a b').payload],
    ['slash-commands', 'viewSubmission', submit],
    ['modals', 'mention', ({ person }) => person.mention('Hello').payload],
    ['modals', 'action', press],
    ['modals', 'viewSubmission', submit],
    ['modals', 'ephemeralViewSubmission', submit],
    [
      'modals',
      'ephemeralAction',
      async ({ client, person, news, ts }, { actions }) => {
        const [{ action_ts: _, block_id: __, ...element }] = Object(actions);
        const blocks = [{ type: 'actions', elements: [element] }];
        const args = { channel: news.id, user: person.user.id, text: 'x', thread_ts: ts, blocks };
        const posted = await client.apiCall('chat.postEphemeral', args);
        return person.click(String(Object(posted).message_ts), element.action_id).payload;
      },
    ],
    ['actions-reactions', 'mention', ({ person }) => person.mention('Test').payload],
    ['actions-reactions', 'action', press],
    ['actions-reactions', 'reaction', ({ person, ts }) => person.react('+1', ts).payload],
    [
      'actions-reactions',
      'staticSelectAction',
      async (scene) => scene.person.select(await post(scene, [chooser]), 's', '1').payload,
    ],
    [
      'actions-reactions',
      'radioButtonsAction',
      async (scene) => scene.person.select(await post(scene, [radio]), 'r', '1').payload,
    ],
    ['streaming', 'aiMention', (scene) => heard(scene, `<@${scene.slack.botUserId}> What?`, {})],
    ['streaming', 'followUp', (scene) => heard(scene, 'And who?', { threadTs: scene.ts })],
    ['streaming', 'threadFollowUp', (scene) => heard(scene, 'Ping?', { threadTs: scene.ts })],
    ['streaming', 'buttonAction', press],
    [
      'streaming',
      'aiMentionWithFile',
      ({ slack, person }) => {
        const image = { name: 'image.png', mimetype: 'image/png', content: 'x', user: person.user.id };
        return person.mention('Why?', { files: [slack.world.addFile(image)] }).payload;
      },
    ],
  ])('%s: %s', async ([file, name, send], context) => {
    const path = new URL(`${file}/slack.json`, recordings);
    if (!existsSync(path)) return context.skip('the recordings are not here');
    const all: Recorded = JSON.parse(readFileSync(path, 'utf8'));
    const recorded = all[name] ?? {};
    const begun = await begin({ events: ['app_mention', 'message.channels'] });
    const { ts } = begun.slack.world.addMessage({ channel: begun.news.id, user: begun.ann.id, text: 'Before' });
    const sent = await send({ ...begun, ts }, recorded);
    // The types allow only plain text there, though formatted text was seen.
    const isApart = (key: string) => key.endsWith('/description/verbatim');
    expect(missingKeys(recorded, sent).filter((key) => !isApart(key))).toEqual([]);
    expect(begun.slack.journal.violations()).toEqual([]);
  });

  test("streaming: the bot's own message", async (context) => {
    const path = new URL('streaming/slack.json', recordings);
    if (!existsSync(path)) return context.skip('the recordings are not here');
    const { promptMessage = {} }: Recorded = JSON.parse(readFileSync(path, 'utf8'));
    const events = ['message.channels'];
    const { slack, client, news, ann } = await begin({ events, scopes: ['channels:history', 'chat:write'] });
    const { ts } = slack.world.addMessage({ channel: news.id, user: ann.id, text: 'Before' });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    await bot(slack, (app) => app.use(async ({ body }) => resolve(body)), slack.botToken, false);
    const { blocks } = Object(promptMessage.event);
    await client.apiCall('chat.postMessage', { channel: news.id, thread_ts: ts, text: 'Choose', blocks });
    expect(missingKeys(promptMessage, await promise)).toEqual([]);
  });
});

test('what was recorded elsewhere can be replayed, answered and edited', async (context) => {
  const files = ['slash-commands', 'modals', 'actions-reactions', 'streaming'].map(
    (name) => new URL(`${name}/slack.json`, recordings),
  );
  if (!files.every((file) => existsSync(file))) return context.skip('the recordings are not here');
  const { slack } = await begin();
  const pressed = createNotes<string>();
  await bot(slack, (app) => {
    app.command(/.*/, async ({ ack, respond }) => {
      await ack();
      await respond('Seen');
    });
    app.action(/.*/, async ({ ack, respond, client, body }) => {
      await ack();
      const { channel, message } = Object(body);
      if (message) await client.chat.update({ channel: channel.id, ts: message.ts, text: 'Pressed', blocks: [] });
      else await respond({ text: 'Pressed', replace_original: true });
      pressed.add(channel.id);
    });
    app.view(/.*/, async ({ ack }) => ack());
    app.event('app_mention', async ({ event, client }) => {
      await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: 'Heard' });
    });
  });
  const payloads: Record<string, unknown>[] = files
    .flatMap((file) => Object.values(JSON.parse(readFileSync(file, 'utf8'))))
    .map(Object)
    .filter(({ type, command }) => type !== undefined || command !== undefined);
  const presses = payloads.filter(({ type }) => type === 'block_actions');
  for (const payload of payloads) await slack.send(payload);
  await pressed.reach(presses.length);
  expect(payloads.length).toBeGreaterThan(15);
  expect(slack.journal.violations()).toEqual([]);
});

/** Paths that the first has and the second has not; lists are compared where their items are of one kind. */
function missingKeys(recorded: unknown, sent: unknown, at = ''): string[] {
  if (Array.isArray(recorded)) {
    const items: unknown[] = Array.isArray(sent) ? sent : [];
    return recorded.flatMap((item, i) =>
      i < items.length ? missingKeys(item, items[i], `${at}/${i}`) : [`${at}/${i}`],
    );
  }
  if (typeof recorded !== 'object' || recorded === null) return [];
  const there = Object(sent);
  return Object.entries(recorded).flatMap(([key, value]) =>
    key in there ? missingKeys(value, there[key], `${at}/${key}`) : [`${at}/${key}`],
  );
}
