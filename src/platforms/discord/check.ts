import { ApplicationFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Check } from '../platform.ts';
import type { Api } from './api.ts';
import { namedRoleSchema, whyNoPing } from './check-ping.ts';
import { translate } from './errors.ts';
import { THREADS } from './interaction.ts';
import { basePermissions, channelPermissions, channelSchema, type Member, may } from './permissions.ts';
import { readRef } from './refs.ts';
import type { DiscordSettings } from './settings.ts';

const userSchema = z.object({ id: z.string(), username: z.string() });
const applicationSchema = z.object({ id: z.string(), flags: z.number().default(0) });
const guildSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(namedRoleSchema),
});
const memberSchema = z.object({ roles: z.array(z.string()) });
const gatewaySchema = z.object({
  shards: z.number(),
  session_start_limit: z.object({ total: z.number(), remaining: z.number() }),
});

/** What the doctor finds: the token, the app with its intents, the gateway, and each channel's permissions. */
export async function checkDiscord(
  { channels, pings }: { channels: readonly string[]; pings: ReadonlyMap<string, string> },
  settings: Pick<DiscordSettings, 'messageContent'>,
  api: Api,
): Promise<Check[]> {
  const token = await looked('Discord’s token', async () => {
    const { username } = userSchema.parse(await api.get('/users/@me'));
    return well(`It is ${username}’s.`);
  });
  // Without a token nothing else can be asked.
  if (!token.isWell) return [token];
  return [
    token,
    await looked('Discord’s app and intents', () => checkApplication(settings, api)),
    await looked('Discord’s gateway', () => checkGateway(api)),
    ...(await Promise.all(channels.map((ref) => looked(ref, () => checkChannel(ref, pings.get(ref) ?? null, api))))),
  ];
}

type Finding = Omit<Check, 'what'>;

const well = (words: string): Finding => ({ isWell: true, words });
const unwell = (words: string): Finding => ({ isWell: false, words });

async function looked(what: string, look: () => Promise<Finding>): Promise<Check> {
  try {
    return { what, ...(await look()) };
  } catch (error) {
    const trouble = translate(error, { place: what, instead: null });
    return { what, ...unwell(trouble instanceof Error ? trouble.message : String(trouble)) };
  }
}

async function checkApplication(
  { messageContent }: Pick<DiscordSettings, 'messageContent'>,
  api: Api,
): Promise<Finding> {
  const { id, flags } = applicationSchema.parse(await api.get('/applications/@me'));
  const granted = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
  if (messageContent && (flags & granted) === 0) {
    return unwell(
      `The intent to read message content is asked for, but not granted. Switch on Bot → Message Content Intent at https://discord.com/developers/applications/${id}/bot, or set DISCORD_MESSAGE_CONTENT to no.`,
    );
  }
  return well(
    `Its id is ${id}; ${messageContent ? 'the intent to read message content is granted' : 'no privileged intent is needed'}.`,
  );
}

async function checkGateway(api: Api): Promise<Finding> {
  const { shards, session_start_limit: limit } = gatewaySchema.parse(await api.get('/gateway/bot'));
  const left = `${limit.remaining} of ${limit.total} connections are left today`;
  if (limit.remaining <= shards) return unwell(`Only ${left}. Find out what starts the bot again and again, and wait.`);
  return well(`Discord recommends ${shards === 1 ? 'one shard' : `${shards} shards`}; ${left}.`);
}

async function checkChannel(ref: string, ping: string | null, api: Api): Promise<Finding> {
  const place = readRef(ref);
  if (place.kind === 'person') return well('A person’s DM needs no permission.');
  const channel = channelSchema.parse(await api.get(`/channels/${place.channel}`));
  if (channel.guild_id === undefined) return well('A DM needs no permission.');
  const isThread = THREADS.has(channel.type);
  const home =
    isThread && channel.parent_id ? channelSchema.parse(await api.get(`/channels/${channel.parent_id}`)) : channel;
  const guild = guildSchema.parse(await api.get(`/guilds/${channel.guild_id}`));
  const user = userSchema.parse(await api.get('/users/@me')).id;
  const { roles } = memberSchema.parse(await api.get(`/guilds/${guild.id}/members/${user}`));
  const member: Member = { guild: guild.id, user, isOwner: guild.owner_id === user, roles };
  const permissions = channelPermissions(
    basePermissions(member, guild.roles),
    member,
    home.permission_overwrites ?? [],
  );
  const missing = NEEDED.filter(({ name, threads }) => (threads ?? isThread) === isThread && !may(permissions, name));
  const where = `#${channel.name ?? channel.id} in ${guild.name}`;
  const noPing = ping === null ? null : whyNoPing(ping, guild.roles, permissions);
  if (missing.length === 0 && noPing !== null) return unwell(`In ${where} ${noPing}`);
  if (missing.length === 0) return well(`The bot has all it needs in ${where}.`);
  return unwell(
    `In ${where} the bot lacks: ${missing.map(({ words }) => words).join(', ')}. Give them to its role in the channel’s settings → Permissions.`,
  );
}

/** By the names that Discord shows; those that only a thread needs, or only what is none, say so. */
const NEEDED: readonly { name: Parameters<typeof may>[1]; words: string; threads?: boolean }[] = [
  { name: 'ViewChannel', words: 'View Channel' },
  { name: 'SendMessages', words: 'Send Messages', threads: false },
  { name: 'SendMessagesInThreads', words: 'Send Messages in Threads' },
  { name: 'EmbedLinks', words: 'Embed Links' },
  { name: 'ReadMessageHistory', words: 'Read Message History' },
];
