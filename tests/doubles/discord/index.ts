import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, createJournal } from '../journal.ts';
import { sendGiven } from './adopt.ts';
import { createCommandStore } from './command-store.ts';
import type { Core } from './core.ts';
import { openGateway } from './gateway.ts';
import { messageThatFits } from './handle.ts';
import { allowedIntents } from './intents.ts';
import { createInteractions } from './interactions.ts';
import { createLimits } from './limits.ts';
import { createPerson } from './person.ts';
import { createRoutes } from './routes.ts';
import { serve } from './serve.ts';
import { createState, type GatewayEvent } from './state.ts';
import type { Channel, DiscordDouble, DiscordMessage, DiscordOptions, User } from './types.ts';
import { createWorld } from './world.ts';

export * from './types.ts';

const APPLICATION_ID = '1300000000000000001';

/** Discord on 127.0.0.1: REST v10 and the gateway on one port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordDouble> {
  const clock = options.clock ?? Date.now;
  const applicationId = options.applicationId ?? APPLICATION_ID;
  let token = options.token ?? `${Buffer.from(applicationId).toString('base64url')}.double.token`;
  let port = 0;
  const state = createState({ clock, applicationId, origin: () => `http://127.0.0.1:${port}` });
  const core: Core = {
    state,
    interactions: createInteractions(state, options.answerMs),
    commands: createCommandStore(state),
    journal: createJournal(),
    faults: createFaults(),
  };
  const gatewayUrl = () => `ws://127.0.0.1:${port}`;
  const limits = createLimits(clock, options.limits ?? false);
  const find = createRoutes({ gatewayUrl, shards: options.shards ?? 1 });
  const server = createServer((request, response) => {
    serve({ core, find, limits, token: () => token }, request, response).catch((error: unknown) => {
      // A fault of the double itself must not look like the platform's.
      response.writeHead(599).end(String(error instanceof Error ? error.stack : error));
    });
  });
  const allowed = allowedIntents(options.privilegedIntents);
  const gateway = openGateway({ state, server, token: () => token, allowedIntents: allowed, url: gatewayUrl });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object, never a string or null.
  ({ port } = server.address() as AddressInfo);

  const close = async () => {
    gateway.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    ...outside(core),
    api: `http://127.0.0.1:${port}/api`,
    get token() {
      return token;
    },
    applicationId,
    gateway: gateway.control,
    get invalidRequests() {
      return limits.invalid;
    },
    setToken: (next) => {
      token = next;
      gateway.control.disconnect(4004);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What needs no server: the world, its people, and what was asked of the double. */
function outside(core: Core) {
  const { state } = core;
  const world = createWorld(state);
  return {
    botUserId: state.bot.id,
    journal: core.journal,
    pinged: () => state.pinged,
    faults: core.faults,
    world,
    commands: (guildId: string | null) => core.commands.list(guildId),
    dispatch: (event: GatewayEvent) => state.emit(event),
    send: (event: GatewayEvent) => sendGiven(core, world, event),
    person: (user: User, channel: Channel) => createPerson(core, user, channel),
    waitForMessage: (channelId: string, fits: (message: DiscordMessage) => boolean, timeoutMs?: number) => {
      const inChannel = (message: DiscordMessage) => message.channel_id === channelId && fits(message);
      const now = () => [...state.messages.values()].map(({ message }) => message).find(inChannel) ?? null;
      return messageThatFits(state, now, inChannel, timeoutMs);
    },
  };
}
