import type { Clock } from '../../../src/news/ports.ts';
import type { Database } from '../../../src/store/database.ts';
import { startDiscord } from '../../doubles/discord/index.ts';
import type {
  Component,
  DiscordDouble,
  DiscordMessage,
  DiscordPerson,
  Interaction,
} from '../../doubles/discord/types.ts';
import { SLOW_ANSWER_MS } from '../../doubles/patience.ts';
import { type ChatStage, isWhole, runningDesk, type Seen, type Settings, type Talker, troublesIn } from './stage.ts';

const EPHEMERAL = 64;
const BUTTON = 2;
const SELECT = 3;

/** A person of another server, and what they are offered while they type. */
type Stranger = Talker & { offers(typed: string): Promise<string[]> };

export async function discordStage(
  settings: Settings = {},
  clock?: Clock,
  store?: Database,
): Promise<ChatStage & { double: DiscordDouble; channelId: string; stranger(): Stranger }> {
  const double = await startDiscord({
    answerMs: SLOW_ANSWER_MS,
    ...(clock ? { clock } : {}),
    privilegedIntents: settings.DISCORD_MESSAGE_CONTENT === 'yes' ? ['MessageContent'] : [],
  });
  const guild = double.world.addGuild({ name: 'Desk' });
  const channel = double.world.addChannel(guild, { name: 'news' });
  const other = double.world.addChannel(guild, { name: 'other' });
  const abroad = double.world.addGuild({ name: 'Abroad' });
  const far = double.world.addChannel(abroad, { name: 'far' });
  const { desk, database, restart } = await runningDesk(
    { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.api, ...settings },
    clock,
    store,
  );
  await double.gateway.ready();
  return {
    name: 'discord',
    get desk() {
      return desk();
    },
    ...{ database, double, channelId: channel.id },
    async restart(meanwhile) {
      await restart(meanwhile);
      await double.gateway.ready();
    },
    channel: `discord:${channel.id}`,
    person(kind = 'member', place = 'here') {
      const user = double.world.addUser({ name: kind });
      double.world.addMember(guild, user, kind === 'moderator' ? { permissions: ['ManageGuild'] } : {});
      return talker(double.person(user, place === 'here' ? channel : other), double);
    },
    robot() {
      const user = double.world.addUser({ name: 'robot', bot: true });
      double.world.addMember(guild, user);
      return talker(double.person(user, channel), double);
    },
    // Somebody in another server that the bot is in too.
    stranger() {
      const user = double.world.addUser({ name: 'stranger' });
      double.world.addMember(abroad, user);
      const person = double.person(user, far);
      const offers = async (typed: string) => {
        const choices = await person.autocomplete(`/summarize url:${typed}`, 'url');
        return choices.map(({ name }) => name);
      };
      return { ...talker(person, double), offers };
    },
    async welcome() {
      const greeting = await double.waitForMessage(channel.id, (message) =>
        toSeen(message).text.includes('Copydesk is here'),
      );
      const user = double.world.addUser({ name: 'admin' });
      double.world.addMember(guild, user, { permissions: ['ManageGuild'] });
      return { admin: talker(double.person(user, channel), double), greeting: toSeen(greeting) };
    },
    async offers(typed) {
      const user = double.world.addUser({ name: 'typist' });
      double.world.addMember(guild, user);
      const choices = await double.person(user, channel).autocomplete(`/summarize url:${typed}`, 'url');
      return choices.map(({ name }) => name);
    },
    role() {
      const { id } = double.world.addRole(guild, { name: 'readers', isMentionable: true });
      return { typed: `<@&${id}>`, shown: `<@&${id}>` };
    },
    pinged: async () => double.pinged().map(({ messageId, roleId }) => ({ id: messageId, typed: `<@&${roleId}>` })),
    troubles: () => troublesIn(database),
    violations: double.journal.violations,
    async close() {
      await desk().close();
      await double.close();
    },
  };
}

function talker(person: DiscordPerson, double: DiscordDouble): Talker {
  let form: { id: string; fields: Map<string, string> } | null = null;

  async function reply(interaction: Interaction): Promise<Seen> {
    await interaction.answered;
    const whole = await interaction.until((message) => isWhole(toSeen(message)));
    return toSeen(whole);
  }

  /** What the bot says below a message. */
  async function answerTo(id: string): Promise<Seen> {
    const answers = (message: DiscordMessage) =>
      message.author.id === double.botUserId && referenceOf(message) === id && isWhole(toSeen(message));
    return toSeen(await double.waitForMessage(person.channel.id, answers));
  }

  async function ask(interaction: Interaction) {
    await interaction.answered;
    const modal = interaction.modal();
    if (!modal) throw new Error('no modal was opened');
    const labels = modal.components.flatMap(({ label }) => (label ? [label] : []));
    const ids = modal.components.flatMap(({ component }) => (component?.custom_id ? [component.custom_id] : []));
    form = { id: modal.custom_id, fields: new Map(labels.map((label, at) => [label, ids[at] ?? ''])) };
    return { title: modal.title, labels };
  }

  return {
    slash: (line, files = []) => reply(person.slash(line, files)),
    slashForForm: (line) => ask(person.slash(line)),
    click: (label, on) => reply(person.click(on.id, label)),
    clickForForm: (label, on) => ask(person.click(on.id, label)),
    async pick(choice, on) {
      const menus = partsOf(double.world.message(on.id)?.components ?? []).filter(({ type }) => type === SELECT);
      for (const { custom_id, options = [] } of menus) {
        const option = options.find(({ label }) => label === choice);
        if (option && custom_id) return await reply(person.select(on.id, custom_id, [option.value]));
      }
      throw new Error(`no menu with ${choice} on: ${on.text}`);
    },
    async submit(fields) {
      if (!form) throw new Error('no modal is open');
      const { id, fields: ids } = form;
      const filled = Object.entries(fields).map(([label, value]) => [ids.get(label) ?? label, value]);
      return await reply(person.submit(id, Object.fromEntries(filled)));
    },
    sees: async () => person.sees().map(toSeen),
    // A thread has the id of the message that it was opened on.
    async seesBelow(messageId) {
      const ours = double.world.messages(messageId).filter(({ author }) => author.id === double.botUserId);
      return ours.map(toSeen);
    },
    mention: (text, files = []) => answerTo(person.mention(text, { files }).id),
    asksOn: (question, on) => answerTo(person.reply(on.id, question).id),
    says: (text, files = []) => person.say(text, { files }).id,
    use(entry, messageId) {
      const thread = double.world.channel(double.world.message(messageId)?.channel_id ?? '');
      const there = thread?.kind === 'thread' ? double.person(person.user, thread) : person;
      return reply(there.messageCommand(entry, messageId));
    },
  };
}

function referenceOf({ message_reference: reference }: DiscordMessage): unknown {
  return typeof reference === 'object' && reference && 'message_id' in reference ? reference.message_id : null;
}

function toSeen({ id, content, components, flags }: DiscordMessage): Seen {
  const parts = partsOf(components);
  const texts = [content, ...parts.flatMap((part) => (part.content ? [part.content] : []))];
  const buttons = parts.flatMap(({ type, label }) => (type === BUTTON && label ? [label] : []));
  return { id, text: plain(texts.join('\n')).trim(), buttons, isPrivate: (flags & EPHEMERAL) !== 0 };
}

function partsOf(components: Component[]): Component[] {
  return components.flatMap((part) => [
    part,
    ...partsOf(part.components ?? []),
    ...(part.accessory ? [part.accessory] : []),
  ]);
}

/** Without Discord's marks, as it is read. */
function plain(text: string): string {
  return text
    .replace(/^(?:-# |#{1,3} |> |[-•] )/gm, '')
    .replace(/\[((?:\\.|[^\]\\])*)\]\(<?https?:[^)]*\)/g, '$1')
    .replace(/(?<!\\)\*\*|(?<!\\)__/g, '')
    .replace(/\\(.)/g, '$1')
    .replace(/[\u200b\u2060]/g, '');
}
