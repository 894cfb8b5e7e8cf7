import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, createJournal } from '../journal.ts';
import { adopt } from './adopt.ts';
import { answerCall } from './api.ts';
import { echoesOf } from './events.ts';
import { answerHook } from './hooks.ts';
import { kindOf, sendHttp } from './http.ts';
import { authorize, downloadFile, takeUpload } from './oauth.ts';
import { eventPayload } from './payloads.ts';
import { createPerson } from './person.ts';
import type { Platform } from './platform.ts';
import { awaitThing } from './seeing.ts';
import { createSocket } from './socket.ts';
import type { Json, SlackDouble, SlackOptions } from './types.ts';
import { type Asked, type Reply, readRequest, serve } from './wire.ts';
import { createRealm } from './world.ts';

export type * from './types.ts';

const SCOPES =
  'commands chat:write app_mentions:read im:history im:read im:write channels:read groups:read mpim:read users:read team:read files:read';
const EVENTS =
  'app_mention message.im app_home_opened app_context_changed member_joined_channel app_uninstalled tokens_revoked';

/**
 * Slack on one port of 127.0.0.1: Web API, Socket Mode, response_url, files, OAuth and signed HTTP requests. Every request
 * of the bot is held to the written contract and stands in the journal.
 */
export async function startSlack(options: SlackOptions = {}): Promise<SlackDouble> {
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
    waitForMessage(channel, fits, timeoutMs = 20_000) {
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

function createPlatform(
  options: SlackOptions,
  home: Parameters<typeof createRealm>[1],
  origin: () => string,
): Platform {
  const clock = options.clock ?? (() => Date.now());
  return {
    realm: createRealm(clock, home),
    journal: createJournal(),
    faults: createFaults(),
    clock,
    origin,
    settings: {
      appToken: options.appToken ?? 'xapp-example-app-token',
      signingSecret: options.signingSecret ?? 'example-signing-secret',
      clientId: options.clientId ?? '1111.2222',
      clientSecret: options.clientSecret ?? 'example-client-secret',
      verificationToken: 'example-verification',
      appId: 'A0COPYDESK',
      limits: options.limits ?? false,
      events: options.events ?? EVENTS.split(' '),
    },
    triggers: new Map(),
    hooks: new Map(),
    uploads: new Map(),
    codes: new Map(),
    tickets: new Set(),
    spent: new Map(),
    streams: new Map(),
  };
}

/** What the bot hears without a person's doing: an archived channel, a removed app, its own posts. */
function hearOfWorld(platform: Platform, send: (payload: Json) => Promise<unknown>): void {
  const { realm } = platform;
  const tell = (event: Json, teamId: string) => {
    const team = realm.teams.get(teamId);
    const channel = realm.channels.get(String(event.channel)) ?? null;
    // Nobody waits for it, and a bot that is not there hears nothing.
    if (team) send(eventPayload(platform, team, event, channel)).catch(() => {});
  };
  realm.happened = (event, team) => {
    if (platform.settings.events.includes(String(event.type))) tell(event, team);
  };
  realm.spoke = (message, before) => {
    for (const event of echoesOf(platform, message, before)) tell(event, message.team);
  };
}

async function handle(platform: Platform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', platform.origin());
  const [, method] = /^\/api\/([\w.]+)$/.exec(url.pathname) ?? [];
  const asked = await readRequest(request, method ?? url.pathname, url);
  try {
    await serve(platform, asked, response, () => route(platform, asked, method !== undefined));
  } catch (error) {
    // A fault of the double's own must end in the test that met it, not take the process down.
    const violations = [`the double failed: ${error instanceof Error ? error.stack : error}`];
    const { path, body } = asked;
    platform.journal.add({
      at: platform.clock(),
      method: asked.method,
      path,
      body,
      status: 500,
      answer: null,
      violations,
    });
    response.writeHead(500).end();
  }
}

function route(platform: Platform, asked: Asked, isCall: boolean): Reply {
  if (isCall) return answerCall(platform, asked);
  if (/^\/(commands|actions)\//.test(asked.path)) return answerHook(platform, asked);
  if (asked.path.startsWith('/files-pri/')) return downloadFile(platform, asked);
  if (asked.path.startsWith('/upload/')) return takeUpload(platform, asked);
  if (asked.path === '/oauth/v2/authorize') return authorize(platform, asked);
  return { status: 404, body: 'no such page', violations: [`there is no ${asked.path}`] };
}
