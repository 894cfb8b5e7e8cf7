import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { PATIENCE_MS } from '../patience.ts';
import { missed, type Sent, takeMessage } from './envelopes.ts';
import { isJson, type Platform, textOf } from './platform.ts';
import type { Ack, DeliveryKind, Json, SlackSocket } from './types.ts';

interface State {
  platform: Platform;
  open: WebSocket[];
  sent: Map<string, Sent>;
  /** Events whose connection went before the ack: they come again over the next one. */
  lost: Sent[];
  last: Sent | null;
  lastEvent: Json | null;
  turn: number;
  waiting: Set<() => void>;
}

/** Socket Mode: hello, envelopes, acknowledgements, disconnects. */
export function createSocket(platform: Platform, server: Server) {
  const state: State = {
    platform,
    open: [],
    sent: new Map(),
    lost: [],
    last: null,
    lastEvent: null,
    turn: 0,
    waiting: new Set(),
  };
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, duplex, head) => upgrade(state, sockets, request, duplex, head));
  const pings = setInterval(() => state.open.forEach((socket) => void socket.ping()), 10_000);
  const socket: SlackSocket = {
    get connections() {
      return state.open.length;
    },
    connected: (timeoutMs = PATIENCE_MS) => connected(state, timeoutMs),
    sendDisconnect(reason) {
      for (const one of state.open.splice(0))
        one.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debugInfo() }));
    },
    cut() {
      for (const one of state.open.splice(0)) one.terminate();
    },
    redeliver: (reason = 'timeout') => redeliver(state, reason),
    duplicateEvent() {
      if (!state.lastEvent) throw new Error('no event was sent yet');
      return deliver(state, 'events_api', state.lastEvent);
    },
  };
  const close = async () => {
    clearInterval(pings);
    for (const { timer } of state.sent.values()) clearTimeout(timer);
    await Promise.all([...sockets.clients].map(closeOne));
    sockets.close();
  };
  return { socket, deliver: (kind: DeliveryKind, payload: Json) => deliver(state, kind, payload), close };
}

/** With the handshake that a closing client waits for, unless it takes too long over it. */
async function closeOne(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  const timer = setTimeout(() => socket.terminate(), 500);
  socket.close(1001);
  await once(socket, 'close');
  clearTimeout(timer);
}

function upgrade(state: State, sockets: WebSocketServer, request: IncomingMessage, duplex: Duplex, head: Buffer): void {
  const ticket = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('ticket') ?? '';
  if (!state.platform.tickets.delete(ticket)) return void duplex.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  sockets.handleUpgrade(request, duplex, head, (socket) => {
    socket.on('message', (text) => takeMessage(state.platform, state.sent, text.toString()));
    socket.on('close', () => {
      state.open = state.open.filter((one) => one !== socket);
      giveUp(state, socket);
    });
    socket.on('error', () => socket.terminate());
    state.open.push(socket);
    const { appId } = state.platform.settings;
    const connection_info = { app_id: appId };
    const hello = { type: 'hello', num_connections: state.open.length, debug_info: debugInfo(), connection_info };
    socket.send(JSON.stringify(hello));
    for (const tell of state.waiting) tell();
    for (const { kind, envelope, waiting } of state.lost.splice(0))
      push(state, kind, retried(envelope, 'timeout'), waiting);
  });
}

/** What was not acknowledged over a connection that went: an event waits for the next, a person sees their doing fail. */
function giveUp(state: State, socket: WebSocket): void {
  for (const [id, sent] of state.sent) {
    if (sent.socket !== socket || sent.isAcked) continue;
    state.sent.delete(id);
    clearTimeout(sent.timer);
    if (sent.kind === 'events_api') state.lost.push(sent);
    else sent.waiting.reject(new Error('dispatch_failed: the connection went before the ack'));
  }
}

function debugInfo(): Json {
  return { host: 'applink-double', build_number: 1, approximate_connection_time: 18_060 };
}

async function connected(state: State, timeoutMs: number): Promise<void> {
  if (state.open.length > 0) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  state.waiting.add(resolve);
  const timer = setTimeout(() => reject(new Error(`no connection in ${timeoutMs} ms`)), timeoutMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    state.waiting.delete(resolve);
  }
}

function deliver(state: State, kind: DeliveryKind, payload: Json): Promise<Ack> {
  const isEvent = kind === 'events_api';
  const envelope: Json = {
    envelope_id: randomUUID(),
    type: kind,
    accepts_response_payload: !isEvent,
    payload,
    ...(isEvent ? { retry_attempt: 0, retry_reason: '' } : {}),
  };
  if (isEvent) state.lastEvent = payload;
  return push(state, kind, envelope);
}

function redeliver(state: State, reason: string): Promise<Ack> {
  if (!state.last) throw new Error('nothing was sent yet');
  const { envelope, kind } = state.last;
  return push(state, kind, retried(envelope, reason));
}

function retried(envelope: Json, reason: string): Json {
  const retry_attempt = Number(envelope.retry_attempt ?? 0) + 1;
  return { ...envelope, envelope_id: randomUUID(), retry_attempt, retry_reason: reason };
}

/** Over one of the connections, each in its turn, as the platform spreads them. */
function push(state: State, kind: DeliveryKind, envelope: Json, waiting = Promise.withResolvers<Ack>()): Promise<Ack> {
  const ready = state.open.filter(({ readyState, OPEN }) => readyState === OPEN);
  const socket = ready[state.turn % Math.max(1, ready.length)];
  state.turn += 1;
  if (!socket) return Promise.reject(new Error('dispatch_failed: the bot holds no connection'));
  const at = state.platform.clock();
  const payload = isJson(envelope.payload) ? envelope.payload : {};
  const timer = setTimeout(() => missed(state.platform, sent), state.platform.settings.answerMs + 20);
  timer.unref();
  const sent: Sent = { envelope, kind, payload, at, timer, isAcked: false, socket, waiting };
  state.sent.set(textOf(envelope.envelope_id), sent);
  state.last = sent;
  socket.send(JSON.stringify(envelope));
  return waiting.promise;
}
