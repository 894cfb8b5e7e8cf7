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
import { createState } from './state.ts';
import type { DiscordDouble, DiscordOptions } from './types.ts';
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
    interactions: createInteractions(state),
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

  const world = createWorld(state);
  const close = async () => {
    gateway.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    api: `http://127.0.0.1:${port}/api`,
    get token() {
      return token;
    },
    applicationId,
    botUserId: state.bot.id,
    journal: core.journal,
    faults: core.faults,
    world,
    gateway: gateway.control,
    get invalidRequests() {
      return limits.invalid;
    },
    commands: (guildId) => core.commands.list(guildId),
    dispatch: (event) => state.emit(event),
    send: (event) => sendGiven(core, world, event),
    setToken: (next) => {
      token = next;
      gateway.control.disconnect(4004);
    },
    person: (user, channel) => createPerson(core, user, channel),
    waitForMessage: (channelId, fits, timeoutMs) => {
      const inChannel = (message: Parameters<typeof fits>[0]) => message.channel_id === channelId && fits(message);
      const now = () => [...state.messages.values()].map(({ message }) => message).find(inChannel) ?? null;
      return messageThatFits(state, now, inChannel, timeoutMs);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
