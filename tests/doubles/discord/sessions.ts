import type { WebSocket } from 'ws';
import { mayGet, withoutContent } from './intents.ts';
import { type GatewayEvent, randomToken } from './state.ts';

export interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  socket: WebSocket | null;
  /** Every dispatch of the session by its sequence number less one; what was missed is sent again on RESUME. */
  sent: GatewayEvent[];
  holds(guildId: string): boolean;
}

export interface Sessions {
  open(socket: WebSocket, intents: number, shard: [number, number]): Session;
  resume(socket: WebSocket, id: string, seq: number): Session | null;
  of(socket: WebSocket): Session | undefined;
  left(socket: WebSocket): void;
  connected(): { session: Session; socket: WebSocket }[];
  /** To one session, whatever its intents. */
  deliver(session: Session, event: GatewayEvent): void;
  /** To every session that may get it, connected or not. */
  push(event: GatewayEvent): void;
  forgetAll(): void;
  tellReady(): void;
  whenConnected(count: number, timeoutMs: number): Promise<void>;
}

export function createSessions(botId: string): Sessions {
  const sessions = new Map<string, Session>();
  const waiting = new Set<() => void>();
  const connected = () =>
    [...sessions.values()].flatMap((session) => (session.socket ? [{ session, socket: session.socket }] : []));
  const self: Sessions = {
    open(socket, intents, shard) {
      const id = randomToken('session');
      const holds = (guildId: string) => Number((BigInt(guildId) >> 22n) % BigInt(shard[1])) === shard[0];
      const session: Session = { id, intents, shard, socket, sent: [], holds };
      sessions.set(id, session);
      return session;
    },
    resume(socket, id, seq) {
      const session = sessions.get(id);
      if (!session || seq > session.sent.length) return null;
      session.socket = socket;
      session.sent.slice(seq).forEach((event, at) => void write(socket, event, seq + at + 1));
      return session;
    },
    of: (socket) => [...sessions.values()].find((session) => session.socket === socket),
    left(socket) {
      const session = self.of(socket);
      if (session) session.socket = null;
    },
    connected,
    deliver(session, event) {
      session.sent.push(event);
      if (session.socket) write(session.socket, event, session.sent.length);
    },
    push(event) {
      for (const session of sessions.values()) {
        if (isForShard(session, event) && mayGet(session.intents, event)) {
          self.deliver(session, withoutContent(session.intents, event, botId));
        }
      }
    },
    forgetAll: () => sessions.clear(),
    tellReady: () => {
      for (const tell of waiting) tell();
    },
    async whenConnected(count, timeoutMs) {
      if (connected().length >= count) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const tell = () => (connected().length >= count ? resolve() : undefined);
      const timer = setTimeout(
        () => reject(new Error(`${connected().length} of ${count} shards ready after ${timeoutMs} ms`)),
        timeoutMs,
      );
      waiting.add(tell);
      await promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(tell);
      });
    },
  };
  return self;
}

/** What belongs to no guild goes to shard 0. */
function isForShard(session: Session, { t, d }: GatewayEvent): boolean {
  const guildId = t.startsWith('GUILD_') && d.guild_id === undefined ? d.id : d.guild_id;
  return typeof guildId === 'string' ? session.holds(guildId) : session.shard[0] === 0;
}

function write(socket: WebSocket, { t, d }: GatewayEvent, s: number): void {
  socket.send(JSON.stringify({ op: 0, t, s, d }));
}
