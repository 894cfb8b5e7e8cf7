import { z } from 'zod';
import { bounded } from '../../delivery/bounded.ts';
import type { Logger } from '../../logger.ts';
import type { Clock, Replies } from '../../news/ports.ts';
import type { Connection, Front, FrontDesk } from '../platform.ts';
import { type Api, createApi } from './api.ts';
import { checkDiscord } from './check.ts';
import type { Room } from './doing.ts';
import { translate } from './errors.ts';
import { openGateway } from './gateway.ts';
import { createInbox } from './inbox.ts';
import { createDiscordPlatform } from './platform.ts';
import { registerCommands } from './registering.ts';
import type { DiscordSettings } from './settings.ts';

const CLOSE_MS = 10_000;
const DEAF =
  'Discord shows me only messages that mention me. Your admin has to switch on Bot → Message Content Intent at https://discord.com/developers/applications, set DISCORD_MESSAGE_CONTENT to yes and start me again.';

/** Discord as the settings have it. Nothing is asked of it until it is opened, checked or delivered to. */
export function connectDiscord(
  settings: DiscordSettings,
  { replies, clock, logger }: { replies: Replies; clock: Clock; logger: Logger },
): Connection {
  // A delivery that meets a limit goes back to the outbox; what a person waits for, and what is done at start, waits.
  const out = createApi(settings, { waits: false });
  const api = createApi(settings, { waits: true });
  const platform = createDiscordPlatform({ api: out, replies, clock, logger, apiUrl: settings.apiUrl });
  return {
    platform,
    deafness: settings.messageContent ? null : DEAF,
    open: async (desk) => await open(settings, desk, { api, platform }),
    check: async (channels, pings = new Map()) => await checkDiscord({ channels, pings }, settings, api),
    async close() {
      await Promise.all([out.close(), api.close()]);
    },
  };
}

async function open(
  settings: DiscordSettings,
  desk: FrontDesk,
  { api, platform }: { api: Api; platform: Connection['platform'] },
): Promise<Front> {
  const self = await whoAmI(api);
  await registerCommands(desk, { api, application: self.application, guilds: settings.guilds });
  const inbox = createInbox({ ...desk, api, platform, self });
  const gateway = await openGateway(settings, { api, logger: desk.logger, onEvent: inbox.hear });
  return {
    async close() {
      await gateway.close();
      await bounded(inbox.settled(), CLOSE_MS, 'what Discord’s inbox was answering').catch((error: unknown) =>
        desk.logger.warn({ event: 'inbox', platform: 'discord', err: error }),
      );
    },
  };
}

/** Throws NeedsAdmin for a token that Discord doesn't take. */
async function whoAmI(api: Api): Promise<Room['self']> {
  const schema = z.object({ id: z.string() });
  try {
    const user = schema.parse(await api.get('/users/@me'));
    const application = schema.parse(await api.get('/applications/@me'));
    return { user: user.id, application: application.id, roles: new Set() };
  } catch (error) {
    throw translate(error, { place: 'discord', instead: null });
  }
}
