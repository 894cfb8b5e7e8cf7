import type { Clock } from '../../../src/news/ports.ts';
import { slackManifestReasons } from '../../../src/platforms/slack/manifest.ts';
import type { Database } from '../../../src/store/database.ts';
import { SLOW_ANSWER_MS } from '../../doubles/patience.ts';
import { startSlack } from '../../doubles/slack/index.ts';
import type { Doing, Json, SlackDouble, SlackMessage, SlackPerson } from '../../doubles/slack/types.ts';
import { type ChatStage, isWhole, runningDesk, type Seen, type Settings, type Talker, troublesIn } from './stage.ts';

/** What the workspace grants where the manifest asks to hear its channels. */
const reasons = slackManifestReasons({ readsChannels: true });
const READING_SCOPES = reasons.flatMap((line) => /^([\w:.]+)(?: \(optional\))?:\s/.exec(line)?.[1] ?? []);
const READING_EVENTS = reasons.flatMap((line) => /^event ([\w.]+):/.exec(line)?.[1] ?? []);

export async function slackStage(
  settings: Settings = {},
  clock?: Clock,
  store?: Database,
): Promise<ChatStage & { double: SlackDouble; channelId: string }> {
  const double = await startSlack({
    answerMs: SLOW_ANSWER_MS,
    ...(clock ? { clock } : {}),
    ...(settings.SLACK_READS_CHANNELS === 'yes' ? { scopes: READING_SCOPES, events: READING_EVENTS } : {}),
  });
  const channel = double.world.addChannel({ name: 'news' });
  const other = double.world.addChannel({ name: 'other' });
  const { desk, database, restart } = await runningDesk(
    {
      SLACK_BOT_TOKEN: double.botToken,
      SLACK_APP_TOKEN: double.appToken,
      SLACK_API_URL: double.api,
      ...settings,
    },
    clock,
    store,
  );
  await double.socket.connected();
  return {
    name: 'slack',
    get desk() {
      return desk();
    },
    ...{ database, double, channelId: channel.id },
    async restart(meanwhile) {
      await restart(meanwhile);
      await double.socket.connected();
    },
    channel: `slack:${double.teamId}/${channel.id}`,
    person(kind = 'member', place = 'here') {
      const user = double.world.addUser({ name: kind, isAdmin: kind === 'moderator' });
      const where = place === 'here' ? channel : other;
      where.members.add(user.id);
      return talker(double.person(user.id, where.id), double);
    },
    robot() {
      const user = double.world.addUser({ name: 'robot', isBot: true });
      channel.members.add(user.id);
      return talker(double.person(user.id, channel.id), double);
    },
    async welcome() {
      const user = double.world.addUser({ name: 'admin', isAdmin: true });
      await double.person(user.id, channel.id).openHome('messages').ack;
      const direct = () => [...double.world.channels.values()].find((one) => one.kind === 'im' && one.user === user.id);
      await double.journal.waitFor(
        ({ path, body }) => path === 'chat.postMessage' && JSON.stringify(body).includes('Copydesk is here'),
      );
      const admin = double.person(user.id, direct()?.id ?? '');
      const greeting = await admin.waitsFor((message) => toSeen(message).text.includes('Copydesk is here'));
      return { admin: talker(admin, double), greeting: toSeen(greeting) };
    },
    async offers(typed) {
      const user = double.world.addUser({ name: 'typist' });
      channel.members.add(user.id);
      const person = double.person(user.id, channel.id);
      await person.slash('/summarize').ack;
      await person.waitsForView();
      return (await person.options('url.picked', typed)).map(({ text }) => text);
    },
    role: () => ({ typed: '<!subteam^S0READERS|@readers>', shown: '@S0READERS' }),
    pinged: async () => double.pinged().map(({ ts, groupId }) => ({ id: ts, typed: `<!subteam^${groupId}|@readers>` })),
    troubles: () => troublesIn(database),
    violations: double.journal.violations,
    async close() {
      await desk().close();
      await double.close();
    },
  };
}

function talker(person: SlackPerson, double: SlackDouble): Talker {
  /** The next message of the bot that is new since `before`, once it is whole. */
  async function reply(doing: () => Doing | Promise<Doing>): Promise<Seen> {
    const before = new Set(double.messages(person.channel.id).map(({ ts }) => ts));
    const done = await doing();
    await done.ack;
    const whole = await person.waitsFor(
      (message) => message.bot_id !== undefined && !before.has(message.ts) && isWhole(toSeen(message)),
    );
    return toSeen(whole);
  }

  async function ask(doing: Doing) {
    await doing.ack;
    const view = await person.waitsForView();
    const labels = view.blocks.flatMap(({ type, label }) => (type === 'input' ? [textOf(label)] : []));
    return { title: textOf(view.title), labels };
  }

  return {
    slash: (line, files = []) => reply(() => (files.length > 0 ? mentionWith(line, files) : person.slash(line))),
    slashForForm: (line) => ask(person.slash(line)),
    click: (label, on) => reply(() => person.click(on.id, label)),
    clickForForm: (label, on) => ask(person.click(on.id, label)),
    async pick(choice, on) {
      const message = double.messages(person.channel.id).find(({ ts }) => ts === on.id);
      const selects = elementsOf(message?.blocks ?? []).filter(({ type }) => type === 'static_select');
      for (const { action_id, options } of selects) {
        const option = listOf(options).find(({ text }) => textOf(text) === choice);
        if (option) return await reply(() => person.select(on.id, String(action_id), String(option.value)));
      }
      throw new Error(`no menu with ${choice} on: ${on.text}`);
    },
    submit: (fields) => reply(() => person.submit(fields)),
    // With its threads, and without what others see alone.
    sees: async () =>
      double
        .messages(person.channel.id)
        .filter(({ ephemeralTo, isDeleted }) => !isDeleted && (ephemeralTo ?? person.user.id) === person.user.id)
        .map(toSeen),
    async seesBelow(messageId) {
      const below = double.messages(person.channel.id).filter(({ thread_ts: thread }) => thread === messageId);
      return below.filter(({ bot_id: bot }) => bot === double.botId).map(toSeen);
    },
    mention: (text, files = []) => reply(() => mentionWith(text, files)),
    asksOn: (question, on) => reply(() => person.mention(question, { threadTs: on.id })),
    says: (text, files = []) => person.says(text, { files: filesOf(files) }).ts ?? '',
    use: (entry, messageId) => reply(() => person.messageShortcut(`read:${entry.toLowerCase()}`, messageId)),
  };

  /** Slash commands of Slack carry no files: they come with a mention. */
  function mentionWith(text: string, files: { name: string; type: string; bytes: Uint8Array }[]): Doing {
    return person.mention(text.replace(/^\//, ''), { files: filesOf(files) });
  }

  function filesOf(files: { name: string; type: string; bytes: Uint8Array }[]): Json[] {
    return files.map(({ name, type, bytes }) =>
      double.world.addFile({ name, mimetype: type, content: bytes, user: person.user.id }),
    );
  }
}

function toSeen({ ts, text, blocks, ephemeralTo }: SlackMessage): Seen {
  const elements = elementsOf(blocks ?? []);
  const buttons = elements.flatMap(({ type, text }) => (type === 'button' ? [textOf(text)] : []));
  const said = blocks?.length ? blocks.map(readBlock).join('\n') : text;
  return { id: ts, text: plain(said).trim(), buttons, isPrivate: ephemeralTo !== null };
}

function elementsOf(blocks: Json[]): Json[] {
  return blocks.flatMap((block) => [...listOf(block.elements), ...(isJson(block.accessory) ? [block.accessory] : [])]);
}

/** All the text that stands in a block, in its order; of buttons and menus none. */
function readBlock(block: unknown): string {
  if (Array.isArray(block)) return block.map(readBlock).join('');
  if (!isJson(block) || block.type === 'actions' || block.type === 'context_actions') return '';
  if (typeof block.text === 'string') return block.text;
  if (block.type === 'usergroup') return `@${block.usergroup_id}`;
  const inner = [block.text, block.fields, block.elements].filter((one) => one !== undefined).map(readBlock);
  const isLine = block.type === 'rich_text_section' || block.type === 'rich_text_preformatted';
  return `${inner.join('\n')}${isLine ? '\n' : ''}`;
}

function textOf(text: unknown): string {
  return isJson(text) && typeof text.text === 'string' ? plain(text.text) : '';
}

function plain(text: string): string {
  return text
    .replace(/<(https?:[^|>]*)\|([^>]*)>/g, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
