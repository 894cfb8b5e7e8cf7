import type { Channel, DiscordDouble, DiscordMessage, Interaction, Modal, User } from '../doubles/discord/index.ts';
import { completeLine, withFirstOption } from './discord-line.ts';
import { type Action, FIRST_ANSWER_MS, type Seat, type Shown, type ShownMessage, type Side, within } from './side.ts';

const EPHEMERAL = 64;

/** Discord as the lab plays it: one guild with a channel, a member and a moderator. */
export function createDiscordSide(discord: DiscordDouble): Side {
  const { world } = discord;
  const guild = world.addGuild({ name: 'The lab' });
  const channel = world.addChannel(guild, { name: 'news' });
  const users = { member: world.addUser({ name: 'Mia' }), moderator: world.addUser({ name: 'Max' }) };
  world.addMember(guild, users.member);
  world.addMember(guild, users.moderator, { permissions: ['ManageGuild', 'ManageMessages'] });
  const modals = new Map<string, Modal>();
  const commands = () => [...discord.commands(null), ...discord.commands(guild.id)] as unknown as Registered[];

  const channelOf = ({ who, place }: Seat): Channel => (place === 'dm' ? world.dm(users[who]) : channel);
  const personAt = (seat: Seat, message?: string) => {
    const there = message ? world.channel(world.message(message)?.channel_id ?? '') : null;
    return discord.person(users[seat.who], there ?? channelOf(seat));
  };

  /** What it opens for the person is shown to them when the bot has answered. */
  function watch(user: User, interaction: Interaction): void {
    interaction.answered.then(
      () => {
        const modal = interaction.modal();
        if (modal) modals.set(user.id, modal);
      },
      () => undefined,
    );
  }

  async function act(seat: Seat, action: Action): Promise<void> {
    const user = users[seat.who];
    if (action.kind === 'line') return say(seat, action.text, action.replyTo);
    if (action.kind === 'cancel') return void modals.delete(user.id);
    if (action.kind === 'submit') {
      const interaction = personAt(seat).submit(action.name, action.fields);
      modals.delete(user.id);
      return watch(user, interaction);
    }
    if (action.kind === 'home') throw new Error('Discord has no home view.');
    const person = personAt(seat, action.where);
    if (action.kind === 'button') return watch(user, person.click(action.where, action.action));
    if (action.kind === 'select') return watch(user, person.select(action.where, action.action, action.values));
    watch(user, person.messageCommand(action.name, action.where));
  }

  function say(seat: Seat, text: string, replyTo: string | null): void {
    const person = personAt(seat, replyTo ?? undefined);
    if (text.startsWith('/')) {
      watch(users[seat.who], person.slash(withFirstOption(text, commands())));
      return;
    }
    const mentioned = /^@copydesk\b\s*/i.exec(text)?.[0];
    const words = mentioned === undefined ? text : text.slice(mentioned.length);
    if (replyTo) person.reply(replyTo, mentioned === undefined ? text : `<@${discord.botUserId}> ${words}`);
    else if (mentioned === undefined) person.say(text);
    else person.mention(words);
  }

  function shown(seat: Seat): Shown {
    const here = channelOf(seat);
    const threads = world.channels().filter(({ parentId }) => parentId === here.id);
    const messages = [here, ...threads].flatMap((one) =>
      discord
        .person(users[seat.who], one)
        .sees()
        .map((message) => shownMessage(message, one.kind === 'thread')),
    );
    return {
      place: seat.place === 'dm' ? 'Direct message with Copydesk' : `#${here.name}`,
      messages: messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)),
      modal: modals.get(users[seat.who].id) ?? null,
      home: null,
      menus: commands().flatMap(({ name, type }) => (type === 3 ? [name] : [])),
      names: Object.fromEntries([...world.users(), ...world.channels()].map(({ id, name }) => [id, name])),
    };
  }

  return {
    journal: discord.journal,
    facts: () => ({
      ...{ api: discord.api, token: discord.token, applicationId: discord.applicationId, botUserId: discord.botUserId },
      ...{ guild, guildId: guild.id, channelId: channel.id, users, channels: world.channels(), guilds: world.guilds() },
      commands: commands(),
    }),
    ...{ shown, act },
    complete: (seat, line) =>
      completeLine(line, commands(), (typed, option) =>
        personAt(seat).autocomplete(withFirstOption(typed, commands()), option),
      ),
    options: async () => [],
    send: (payload) => send(discord, payload),
  };
}

/** A registered command, as far as the lab looks at it. */
type Registered = Parameters<typeof completeLine>[1][number];

function shownMessage(message: DiscordMessage, isReply: boolean): ShownMessage {
  const { id, author, flags } = message;
  const name = 'global_name' in author && typeof author.global_name === 'string' ? author.global_name : author.username;
  return {
    ...{ id, payload: message, author: name, isApp: author.bot === true },
    ...{ isEphemeral: (flags & EPHEMERAL) !== 0, isReply },
  };
}

/** A gateway dispatch `{t, d}`, a forwarded one `{type: "GATEWAY_…", data}`, or an interaction alone. */
async function send(discord: DiscordDouble, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
  const event = dispatchOf(payload);
  const interaction = discord.send(event);
  if (!interaction) return { ok: true, event: event.t, answered: null };
  const answered = await within(interaction.answered, FIRST_ANSWER_MS);
  const ids = { event: event.t, interactionId: interaction.id, token: interaction.token };
  if (!answered) return { ok: false, ...ids, problem: `no answer in ${FIRST_ANSWER_MS} ms` };
  const { ms, realMs } = answered;
  return { ok: true, ...ids, ms, realMs, answered, modal: interaction.modal(), message: interaction.message() };
}

function dispatchOf(payload: Record<string, unknown>): { t: string; d: Record<string, unknown> } {
  const { t, d, type, data } = payload;
  if (typeof t === 'string' && isObject(d)) return { t, d };
  const forwarded = typeof type === 'string' ? /^GATEWAY_(\w+)$/.exec(type)?.[1] : undefined;
  if (forwarded && isObject(data)) return { t: forwarded, d: data };
  return { t: 'INTERACTION_CREATE', d: payload };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
