import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PATIENCE_MS } from '../patience.ts';
import { adopt } from './adopt.ts';
import { prepareContract } from './contract.ts';
import { kindOf, sendHttp } from './http.ts';
import { createPlatform, hearOfWorld } from './opening.ts';
import { createPerson } from './person.ts';
import { handle } from './routes.ts';
import { awaitThing } from './seeing.ts';
import { createSocket } from './socket.ts';
import type { Json, SlackDouble, SlackOptions } from './types.ts';

export type * from './types.ts';

const SCOPES =
  'commands chat:write app_mentions:read im:history im:read im:write channels:read groups:read mpim:read users:read team:read files:read';

/**
 * Slack on one port of 127.0.0.1: Web API, Socket Mode, response_url, files, OAuth and signed HTTP requests. Every request
 * of the bot is held to the written contract and stands in the journal.
 */
export async function startSlack(options: SlackOptions = {}): Promise<SlackDouble> {
  prepareContract();
  const home = {
    id: 'T0EXAMPLE1',
    botToken: options.botToken ?? 'xoxb-example-bot-token',
    botUserId: 'U0COPYDESK',
    botId: 'B0COPYDESK',
    scopes: options.scopes ?? SCOPES.split(' '),
  };
  const server = createServer((request, response) => void handle(platform, request, response));
  const platform = createPlatform(options, home, () => origin);
  const { socket, deliver, close: closeSocket } = createSocket(platform, server);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let target: string | null = null;
  const send = (payload: Json) =>
    target === null ? deliver(kindOf(payload), payload) : sendHttp(platform, target, payload);
  hearOfWorld(platform, send);
  const close = async () => {
    await closeSocket();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const { realm, settings } = platform;
  return {
    origin,
    api: `${origin}/api/`,
    botToken: home.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    botUserId: home.botUserId,
    botId: home.botId,
    appId: settings.appId,
    teamId: home.id,
    journal: platform.journal,
    pinged: () => realm.pinged,
    faults: platform.faults,
    world: realm,
    socket,
    deliverTo(url) {
      target = url;
    },
    send: (payload) => send(adopt(platform, payload)),
    sendHttp: (url, payload, kind) => sendHttp(platform, url, payload, kind),
    person: (user, channel) => createPerson(platform, user, channel, send),
    messages: (channel) => realm.messages.filter((one) => one.channel === channel && !one.isDeleted),
    waitForMessage(channel, fits, timeoutMs = PATIENCE_MS) {
      const there = () => realm.messages.filter((one) => one.channel === channel && !one.isDeleted);
      return awaitThing(
        platform,
        () => there().find(fits),
        timeoutMs,
        () => JSON.stringify(there()),
      );
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
