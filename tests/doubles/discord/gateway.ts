import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { PATIENCE_MS } from '../patience.ts';
import { guildCreatePayload } from './guild-payloads.ts';
import { userPayload } from './payloads.ts';
import { createSessions, type Session, type Sessions } from './sessions.ts';
import type { GatewayEvent, Json, State } from './state.ts';
import type { GatewayControl } from './types.ts';

export interface Gateway {
  control: GatewayControl;
  close(): void;
}

interface Facts {
  state: State;
  server: Server;
  token: () => string;
  allowedIntents: number;
  url: () => string;
}

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const;
const HEARTBEAT_MS = 41_250;

/** The gateway, v10 in JSON, on the server's upgrade requests. */
export function openGateway(facts: Facts): Gateway {
  const sockets = new WebSocketServer({ server: facts.server });
  const sessions = createSessions(facts.state.bot.id);
  const counts = { identified: 0, resumed: 0 };
  sockets.on('connection', (socket) => {
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS, _trace: ['["double"]'] } });
    socket.on('message', (raw) => receive(facts, sessions, counts, socket, String(raw)));
    socket.on('close', () => sessions.left(socket));
    // A client that cuts the line mid-frame is no failure of the double.
    socket.on('error', () => socket.terminate());
  });
  facts.state.onEvent((event) => sessions.push(event));
  return {
    control: controlOf(sessions, counts),
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

interface Frame {
  op: number;
  d: Json & { token?: string; intents?: number; shard?: [number, number]; session_id?: string; seq?: number };
}

function receive(
  facts: Facts,
  sessions: Sessions,
  counts: { identified: number; resumed: number },
  socket: WebSocket,
  raw: string,
): void {
  // Only what discord.js or our own socket writes comes here; what each op needs of it is looked at below.
  const { op, d } = JSON.parse(raw) as Frame;
  if (op === OP.heartbeat) send(socket, { op: OP.ack, d: null });
  else if (op === OP.identify || op === OP.resume) authenticate(facts, sessions, counts, socket, { op, d });
  // Presence, voice, member and sound requests are taken without effect.
  else if (![3, 4, 8, 31].includes(op)) socket.close(4001, 'Unknown opcode.');
}

function authenticate(
  facts: Facts,
  sessions: Sessions,
  counts: { identified: number; resumed: number },
  socket: WebSocket,
  { op, d }: Frame,
): void {
  const refusal = refusalOf(facts, sessions, socket, { op, d });
  if (refusal) {
    socket.close(...refusal);
  } else if (op === OP.identify) {
    counts.identified += 1;
    identify(facts, sessions, sessions.open(socket, d.intents ?? 0, d.shard ?? [0, 1]));
  } else {
    resume(sessions, counts, socket, d);
  }
}

function resume(sessions: Sessions, counts: { resumed: number }, socket: WebSocket, d: Frame['d']): void {
  const session = sessions.resume(socket, d.session_id ?? '', d.seq ?? 0);
  if (!session) {
    send(socket, { op: OP.invalid, d: false });
    return;
  }
  counts.resumed += 1;
  sessions.deliver(session, { t: 'RESUMED', d: { _trace: ['["double"]'] } });
  sessions.tellReady();
}

function refusalOf(facts: Facts, sessions: Sessions, socket: WebSocket, { op, d }: Frame): [number, string] | null {
  if (sessions.of(socket)) return [4005, 'Already authenticated.'];
  if (d.token?.replace(/^Bot /, '') !== facts.token()) return [4004, 'Authentication failed.'];
  if (op === OP.resume) return null;
  if (typeof d.intents !== 'number') return [4013, 'Invalid intent(s).'];
  return (d.intents & ~facts.allowedIntents) === 0 ? null : [4014, 'Disallowed intent(s).'];
}

function identify({ state, url }: Facts, sessions: Sessions, session: Session): void {
  const guilds = [...state.guilds.values()].filter(({ guild }) => guild.hasBot && session.holds(guild.id));
  sessions.deliver(session, {
    t: 'READY',
    d: {
      v: 10,
      user: { ...userPayload(state.bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: guilds.map(({ guild }) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: state.applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      user_settings_proto: '',
      geo_ordered_rtc_regions: [],
      guild_join_requests: [],
      auth: {},
      _trace: ['["double"]'],
    },
  });
  for (const guild of guilds) sessions.deliver(session, { t: 'GUILD_CREATE', d: guildCreatePayload(state, guild) });
  sessions.tellReady();
}

function controlOf(sessions: Sessions, counts: { identified: number; resumed: number }): GatewayControl {
  return {
    get connections() {
      return sessions.connected().length;
    },
    get identified() {
      return counts.identified;
    },
    get resumed() {
      return counts.resumed;
    },
    ready: (shards = 1, timeoutMs = PATIENCE_MS) => sessions.whenConnected(shards, timeoutMs),
    disconnect: (code) => {
      for (const { socket } of sessions.connected()) socket.close(code);
      if (code === 4004 || code === 4014 || code === 4007 || code === 4009) sessions.forgetAll();
    },
    sendOp7Reconnect: () => {
      for (const { socket } of sessions.connected()) send(socket, { op: OP.reconnect, d: null });
    },
    sendInvalidSession: (isResumable) => {
      for (const { socket } of sessions.connected()) send(socket, { op: OP.invalid, d: isResumable });
      if (!isResumable) sessions.forgetAll();
    },
  };
}

export function send(socket: WebSocket, frame: { op: number; d: unknown; s?: number; t?: GatewayEvent['t'] }): void {
  socket.send(JSON.stringify({ t: null, s: null, ...frame }));
}
