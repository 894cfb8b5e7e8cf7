import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { type SlackDouble, type SlackOptions, startSlack } from '../doubles/slack/index.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The double, a channel with a person in it, and the bot's own client. */
async function begin(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  stops.push(slack.close);
  const ann = slack.world.addUser({ name: 'ann' });
  const news = slack.world.addChannel({ name: 'news' });
  const client = new WebClient(slack.botToken, { ...clientOptions(slack), logLevel: LogLevel.ERROR });
  return { slack, news, client, ann, person: slack.person(ann.id, news.id) };
}

function clientOptions(slack: SlackDouble) {
  return { slackApiUrl: slack.api, retryConfig: { retries: 0 } };
}

/** A tiny bot over Socket Mode. */
async function bot(slack: SlackDouble, set: (app: App) => void = () => {}, token = slack.botToken): Promise<App> {
  const quiet = { logLevel: LogLevel.ERROR };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: 100,
    ...quiet,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  const app = new App({ token, receiver, clientOptions: clientOptions(slack), deferInitialization: true, ...quiet });
  set(app);
  await app.init();
  await app.start();
  stops.push(() => app.stop());
  return app;
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
    const heard: [string, number | undefined][] = [];
    await bot(slack, (app) =>
      app.event('app_mention', async ({ body, context }) => {
        heard.push([body.event_id, context.retryNum]);
      }),
    );
    await person.mention('hello').ack;
    await slack.socket.duplicateEvent();
    await slack.socket.redeliver();
    expect(new Set(heard.map(([id]) => id)).size).toBe(1);
    expect(heard.map(([, retry]) => retry)).toEqual([0, 0, 1]);
    slack.socket.sendDisconnect('refresh_requested');
    await slack.socket.connected();
    await person.mention('still there?').ack;
    slack.socket.cut();
    await slack.socket.connected();
    await person.mention('and now?').ack;
    expect(heard).toHaveLength(5);
    expect(slack.journal.violations()).toEqual([]);
  });

  test('with a wrong token does not come up', async () => {
    const { slack } = await begin();
    await expect(bot(slack, () => {}, 'xoxb-wrong')).rejects.toThrow('invalid_auth');
    slack.world.revoke(slack.teamId);
    await expect(bot(slack)).rejects.toThrow('token_revoked');
  });
});
