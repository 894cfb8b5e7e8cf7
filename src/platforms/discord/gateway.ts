import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Logger } from '../../logger.ts';
import type { Api } from './api.ts';
import { translate, WRONG_TOKEN } from './errors.ts';
import { openRelay, type Relay } from './relay.ts';
import type { DiscordSettings } from './settings.ts';

export interface Gateway {
  close(): Promise<void>;
}

export interface GatewayEvent {
  name: string;
  given: unknown;
}

/** Hears what happens on Discord. Broken connections are resumed by the library; what it can't mend is said in words. */
export async function openGateway(
  settings: Pick<DiscordSettings, 'token' | 'shards' | 'messageContent' | 'proxy'>,
  { api, logger, onEvent }: { api: Api; logger: Logger; onEvent(event: GatewayEvent): void },
): Promise<Gateway> {
  const sessions = new Map<number, SessionInfo>();
  const relay = settings.proxy === null ? null : await openRelay(settings.proxy);
  const manager = new WebSocketManager({
    token: settings.token,
    intents: intentsOf(settings),
    rest: relay ? leading(api.rest, relay) : api.rest,
    ...shardsOf(settings.shards),
    // The library's own place for them is shared by all connections of a process.
    retrieveSessionInfo: (shard) => throughRelay(sessions.get(shard) ?? null, relay),
    updateSessionInfo: (shard, session) => void (session ? sessions.set(shard, session) : sessions.delete(shard)),
  });
  let fatal: string | null = null;
  const log = (outcome: string, facts: object) =>
    logger.info({ event: 'gateway', platform: 'discord', outcome, ...facts });

  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => onEvent({ name: data.t, given: data.d }));
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => log('ready', { shardId }));
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => log('resumed', { shardId }));
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    fatal = FATAL[code] ?? fatal;
    if (FATAL[code])
      logger.error({ event: 'gateway', platform: 'discord', outcome: 'closed', code, shardId, words: FATAL[code] });
    else log('closed', { code, shardId });
  });
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
    logger.warn({ event: 'gateway', platform: 'discord', outcome: 'error', shardId, err: error }),
  );

  async function close(): Promise<void> {
    await manager.destroy();
    await relay?.close();
  }

  try {
    await manager.connect();
  } catch (error) {
    await close();
    if (fatal !== null) throw new NeedsAdmin(fatal, { cause: error });
    throw translate(error, { place: 'discord', instead: null });
  }
  return { close };
}

/** The library asks for nothing but where the gateway is. */
function leading(rest: Api['rest'], relay: Relay): Api['rest'] {
  const get = async (path: `/${string}`) => {
    const found = z.looseObject({ url: z.string() }).parse(await rest.get(path));
    return { ...found, url: relay.through(found.url) };
  };
  return { get } as Api['rest'];
}

function throughRelay(session: SessionInfo | null, relay: Relay | null): SessionInfo | null {
  return session && relay ? { ...session, resumeURL: relay.through(session.resumeURL) } : session;
}

/** Commands and buttons need the first only; mentions and DMs the others. None of these is privileged. */
function intentsOf({ messageContent }: Pick<DiscordSettings, 'messageContent'>): number {
  const usual = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;
  return messageContent ? usual | GatewayIntentBits.MessageContent : usual;
}

function shardsOf(shards: DiscordSettings['shards']): { shardCount: number | null; shardIds: number[] | null } {
  if (shards === 'auto') return { shardCount: null, shardIds: null };
  if (typeof shards === 'number') return { shardCount: shards, shardIds: null };
  return { shardCount: shards.of, shardIds: [...shards.ids] };
}

/** Closings after which connecting again would only be refused again. */
const FATAL: Record<number, string | undefined> = {
  [GatewayCloseCodes.AuthenticationFailed]: WRONG_TOKEN,
  [GatewayCloseCodes.InvalidShard]:
    'Discord refuses this shard. Let DISCORD_SHARDS name shards below their whole number, or set it to auto.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for so few shards. Set DISCORD_SHARDS to auto.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer serves this version of its gateway. Update Copydesk.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know the intents asked for. Update Copydesk.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not grant the intent to read message content. Open the app at https://discord.com/developers/applications, switch on Bot → Message Content Intent, or set DISCORD_MESSAGE_CONTENT to no; then start again.',
};
