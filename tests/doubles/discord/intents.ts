import { GatewayIntentBits as Bit } from 'discord-api-types/v10';
import type { GatewayEvent, Json } from './state.ts';
import type { DiscordOptions } from './types.ts';

const PRIVILEGED = [Bit.GuildMembers, Bit.GuildPresences, Bit.MessageContent];

export function allowedIntents(granted: DiscordOptions['privilegedIntents'] = []): number {
  const all = Object.values(Bit).reduce<number>((sum, bit) => (typeof bit === 'number' ? sum | bit : sum), 0);
  const refused = PRIVILEGED.filter((bit) => !granted.some((name) => Bit[name] === bit));
  return refused.reduce((sum, bit) => sum & ~bit, all);
}

/** By the event's name: the intent it needs in a guild, and in a DM. */
const NEEDED: readonly [RegExp, number, number][] = [
  [/^MESSAGE_REACTION_/, Bit.GuildMessageReactions, Bit.DirectMessageReactions],
  [/^MESSAGE_/, Bit.GuildMessages, Bit.DirectMessages],
  [/^TYPING_/, Bit.GuildMessageTyping, Bit.DirectMessageTyping],
  [/^GUILD_MEMBER/, Bit.GuildMembers, Bit.GuildMembers],
  [/^PRESENCE_/, Bit.GuildPresences, Bit.GuildPresences],
  [/^(GUILD_|CHANNEL_|THREAD_)/, Bit.Guilds, Bit.Guilds],
];

export function mayGet(intents: number, { t, d }: GatewayEvent): boolean {
  const needed = NEEDED.find(([name]) => name.test(t));
  if (!needed) return true;
  return (intents & (d.guild_id === undefined && t.startsWith('MESSAGE_') ? needed[2] : needed[1])) !== 0;
}

/** Without MessageContent a guild's message is empty, unless the bot wrote it or is mentioned in it. */
export function withoutContent(intents: number, event: GatewayEvent, botId: string): GatewayEvent {
  const { t, d } = event;
  const isMessage = t === 'MESSAGE_CREATE' || t === 'MESSAGE_UPDATE';
  if (!isMessage || d.guild_id === undefined || (intents & Bit.MessageContent) !== 0) return event;
  if (idOf(d.author) === botId || (Array.isArray(d.mentions) && d.mentions.some((one) => idOf(one) === botId))) {
    return event;
  }
  return { t, d: { ...d, content: '', embeds: [], attachments: [], components: [] } };
}

function idOf(user: unknown): unknown {
  // Users of events that tests write by hand may be anything; a missing id is no one's.
  return (user as Json | undefined)?.id;
}
