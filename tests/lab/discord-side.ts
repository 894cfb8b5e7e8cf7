import type {
  Channel,
  DiscordDouble,
  DiscordMessage,
  DiscordPerson,
  Interaction,
  Modal,
  User,
} from '../doubles/discord/index.ts';
import { completeLine, withFirstOption } from './discord-line.ts';
import { sendToDiscord } from './discord-send.ts';
import type { Action, Seat, Shown, ShownMessage, Side } from './side.ts';

const EPHEMERAL = 64;

/** One guild with a channel, a member and a moderator. */
interface Place {
  discord: DiscordDouble;
  guildId: string;
  channel: Channel;
  users: Record<Seat['who'], User>;
  /** The form that is open, by user. */
  modals: Map<string, Modal>;
}

/** Discord as the lab plays it. */
export function createDiscordSide(discord: DiscordDouble, answerMs: number): Side {
  const place = settle(discord);
  const { guildId, channel, users } = place;
  return {
    journal: discord.journal,
    facts: () => ({
      ...{ api: discord.api, token: discord.token, applicationId: discord.applicationId, botUserId: discord.botUserId },
      ...{ guildId, channelId: channel.id, users, commands: commandsOf(place) },
      ...{ guilds: discord.world.guilds(), channels: discord.world.channels() },
    }),
    shown: (seat) => shown(place, seat),
    act: async (seat, action) => act(place, seat, action),
    complete: (seat, line) => {
      const commands = commandsOf(place);
      return completeLine(line, commands, (typed, option) =>
        personAt(place, seat).autocomplete(withFirstOption(typed, commands), option),
      );
    },
    options: async () => [],
    send: (payload) => sendToDiscord(discord, payload, answerMs),
  };
}

function settle(discord: DiscordDouble): Place {
  const { world } = discord;
  const guild = world.addGuild({ name: 'The lab' });
  const channel = world.addChannel(guild, { name: 'news' });
  const users = { member: world.addUser({ name: 'Mia' }), moderator: world.addUser({ name: 'Max' }) };
  world.addMember(guild, users.member);
  world.addMember(guild, users.moderator, { permissions: ['ManageGuild', 'ManageMessages'] });
  return { discord, guildId: guild.id, channel, users, modals: new Map() };
}

type Registered = Parameters<typeof completeLine>[1][number];

function commandsOf({ discord, guildId }: Place): Registered[] {
  // They have passed the platform's schema of commands.
  return [...discord.commands(null), ...discord.commands(guildId)] as unknown as Registered[];
}

function channelOf({ discord, channel, users }: Place, seat: Seat): Channel {
  return seat.place === 'dm' ? discord.world.dm(users[seat.who]) : channel;
}

/** In front of the channel, or of the thread that the message stands in. */
function personAt(place: Place, seat: Seat, message: string | null = null): DiscordPerson {
  const { world } = place.discord;
  const there = message ? world.channel(world.message(message)?.channel_id ?? '') : null;
  return place.discord.person(place.users[seat.who], there ?? channelOf(place, seat));
}

function act(place: Place, seat: Seat, action: Action): void {
  const { id } = place.users[seat.who];
  if (action.kind === 'home') throw new Error('Discord has no home view.');
  if (action.kind === 'line') say(place, seat, action);
  else if (action.kind === 'cancel') place.modals.delete(id);
  else {
    const person = personAt(place, seat, 'where' in action ? action.where : null);
    const interaction = interact(person, action);
    // A form that was sent is closed; another one may be opened by the answer.
    if (action.kind === 'submit') place.modals.delete(id);
    keepModal(place, id, interaction);
  }
}

function interact(
  person: DiscordPerson,
  action: Extract<Action, { kind: 'button' | 'select' | 'submit' | 'menu' }>,
): Interaction {
  if (action.kind === 'submit') return person.submit(action.name, action.fields);
  if (action.kind === 'button') return person.click(action.where, action.action);
  if (action.kind === 'select') return person.select(action.where, action.action, action.values);
  return person.messageCommand(action.name, action.where);
}

function say(place: Place, seat: Seat, { text, replyTo }: Extract<Action, { kind: 'line' }>): void {
  const person = personAt(place, seat, replyTo);
  if (text.startsWith('/')) {
    const interaction = person.slash(withFirstOption(text, commandsOf(place)));
    keepModal(place, person.user.id, interaction);
    return;
  }
  const mentioned = /^@copydesk\b\s*/i.exec(text)?.[0];
  const words = text.slice(mentioned?.length ?? 0);
  if (replyTo) person.reply(replyTo, mentioned === undefined ? text : `<@${place.discord.botUserId}> ${words}`);
  else if (mentioned === undefined) person.say(text);
  else person.mention(words);
}

/** A form that the bot opens is shown to the person when the answer is there. */
function keepModal({ modals }: Place, userId: string, interaction: Interaction): void {
  interaction.answered.then(
    () => {
      const modal = interaction.modal();
      if (modal) modals.set(userId, modal);
    },
    () => undefined,
  );
}

function shown(place: Place, seat: Seat): Shown {
  const { world } = place.discord;
  const here = channelOf(place, seat);
  const threads = world.channels().filter(({ parentId }) => parentId === here.id);
  const messages = [here, ...threads].flatMap((one) =>
    place.discord
      .person(place.users[seat.who], one)
      .sees()
      .map((message) => shownMessage(message, one.kind === 'thread')),
  );
  return {
    place: seat.place === 'dm' ? 'Direct message with Copydesk' : `#${here.name}`,
    messages: messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)),
    modal: place.modals.get(place.users[seat.who].id) ?? null,
    home: null,
    menus: commandsOf(place).flatMap(({ name, type }) => (type === 3 ? [name] : [])),
    names: Object.fromEntries([...world.users(), ...world.channels()].map(({ id, name }) => [id, name])),
  };
}

function shownMessage(message: DiscordMessage, isReply: boolean): ShownMessage {
  const { id, author, flags } = message;
  const name = 'global_name' in author && typeof author.global_name === 'string' ? author.global_name : author.username;
  return {
    ...{ id, payload: message, author: name, isApp: author.bot === true },
    ...{ isEphemeral: (flags & EPHEMERAL) !== 0, isReply },
  };
}
