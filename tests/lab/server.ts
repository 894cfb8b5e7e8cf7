import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { answerControl } from './control.ts';
import { sendFile } from './files.ts';
import type { Action, Seat, Side } from './side.ts';

/** Both platforms by name, and what a person may read there. */
export interface Stage {
  sides: Record<string, Side>;
  article: string;
}

const MAX_BODY_BYTES = 5_000_000;
const LOOK_EVERY_MS = 150;

const seatSchema = z.object({ who: z.enum(['member', 'moderator']), place: z.enum(['channel', 'dm']) });
const texts = z.array(z.string());
const actionSchema: z.ZodType<Action> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), text: z.string(), replyTo: z.string().nullable() }),
  z.object({ kind: z.literal('button'), where: z.string(), action: z.string() }),
  z.object({ kind: z.literal('select'), where: z.string(), action: z.string(), values: texts }),
  z.object({
    kind: z.literal('submit'),
    name: z.string(),
    fields: z.record(z.string(), z.union([z.string(), texts, z.boolean()])),
  }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('menu'), where: z.string(), name: z.string() }),
  z.object({ kind: z.literal('home') }),
]);
const actSchema = seatSchema.extend({ platform: z.string(), action: actionSchema });
const askSchema = seatSchema.extend({
  platform: z.string(),
  typed: z.string(),
  /** An external menu; without it, the line itself is completed. */
  menu: z.object({ where: z.string(), action: z.string() }).nullable(),
});

/** The lab's page and its control interface on one port of 127.0.0.1. */
export async function serveLab(port: number, stage: Stage): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response, stage).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      sendJson(response, 400, { ok: false, problem });
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  // A server that listens on an address and a port has both.
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, stage: Stage): Promise<void> {
  if (!isOurs(request))
    return sendJson(response, 403, { ok: false, problem: 'Only this machine may, by its own name.' });
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { method = 'GET' } = request;
  if (url.pathname.startsWith('/control')) {
    const body = method === 'POST' ? await readJson(request) : null;
    const { status, json } = await answerControl({ method, path: url.pathname, body }, stage);
    return sendJson(response, status, json);
  }
  const route = `${method} ${url.pathname}`;
  if (route === 'GET /events') return sendEvents(request, response, seatSchema.parse(queryOf(url)), stage);
  if (route === 'POST /act') return await act(request, response, stage);
  if (route === 'POST /ask') return await ask(request, response, stage);
  if (method === 'GET' && (await sendFile(response, url.pathname))) return;
  sendJson(response, 404, { ok: false, problem: 'There is nothing here.' });
}

/** Against other sites: neither by a name of theirs for this machine, nor from one of their pages. */
function isOurs({ headers }: IncomingMessage): boolean {
  const isLoopback = (host: string) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  const { host = '', origin } = headers;
  return isLoopback(host) && (origin === undefined || origin === `http://${host}`);
}

async function act(request: IncomingMessage, response: ServerResponse, { sides }: Stage): Promise<void> {
  const { platform, who, place, action } = actSchema.parse(await readJson(request));
  await sideOf(sides, platform).act({ who, place }, action);
  sendJson(response, 200, { ok: true });
}

async function ask(request: IncomingMessage, response: ServerResponse, { sides }: Stage): Promise<void> {
  const { platform, who, place, typed, menu } = askSchema.parse(await readJson(request));
  const [side, seat] = [sideOf(sides, platform), { who, place }];
  const options = menu
    ? await side.options(seat, menu.where, menu.action, typed)
    : await side.complete(seat, typed).catch(() => []);
  sendJson(response, 200, options);
}

export function sideOf(sides: Record<string, Side>, name: string): Side {
  const side = sides[name];
  if (!side) throw new Error(`There is no platform ${name}; there are: ${Object.keys(sides).join(', ')}.`);
  return side;
}

/** What the person sees on each platform whenever it has changed, and each new request of the bot. */
function sendEvents(request: IncomingMessage, response: ServerResponse, seat: Seat, { sides, article }: Stage): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, value: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  send('hello', { article });
  const told = new Map<string, { shown: string; entries: number }>();
  const look = () => {
    for (const [platform, side] of Object.entries(sides)) {
      const last = told.get(platform) ?? { shown: '', entries: 0 };
      const shown = side.shown(seat);
      const text = JSON.stringify(shown);
      if (text !== last.shown) send('shown', { platform, shown });
      const entries = side.journal.entries().slice(last.entries);
      if (entries.length > 0) send('journal', { platform, entries });
      told.set(platform, { shown: text, entries: last.entries + entries.length });
    }
  };
  look();
  // The doubles hold all in memory, so looking often is cheap, and both are looked at in the same way.
  const beat = setInterval(look, LOOK_EVERY_MS);
  request.once('close', () => clearInterval(beat));
}

function queryOf(url: URL): Record<string, string> {
  return Object.fromEntries(url.searchParams);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('That is too long.');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(json));
}
