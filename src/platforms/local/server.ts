import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { decodeCall } from '../../chat/call-code.ts';
import type { Form } from '../../chat/form.ts';
import type { Message } from '../../chat/message.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { LocalMessage } from '../../store/local-messages.ts';
import type { Uploads } from '../../store/uploads.ts';
import { formatMessage as formatDiscord } from '../discord/format.ts';
import { formatMessage as formatSlack } from '../slack/format.ts';
import type { Inbox } from './inbox.ts';
import type { LocalMessages } from './messages.ts';
import { channelRef, messageRef } from './refs.ts';

export interface PageServer {
  address: string;
  close(): Promise<void>;
}

interface Room {
  inbox: Inbox;
  messages: LocalMessages;
  uploads: Uploads;
  /** Calls back with the id of every message that changed, in any process. */
  onChange: (listener: (id: string) => void) => () => void;
  logger: Logger;
}

/** What a press, a pick or a filled form says: a call, or the code that a button of another platform's look carries. */
const callSchema = z.object({ label: z.string(), command: z.string(), options: z.record(z.string(), z.string()) });
const codeSchema = z.object({ code: z.string(), picked: z.string().nullable() });

const CHANNEL = 'page';
const MAX_LINE_BYTES = 2_000_000;
const MAX_FILE_BYTES = 20_000_000;
const SHOWN = 50;

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
/** Path → file: everything in the folder, the page itself at the root. */
const PAGE = new Map(
  readdirSync(new URL('./page/', import.meta.url)).map((file) => [file === 'index.html' ? '/' : `/${file}`, file]),
);

/** The local chat's page on 127.0.0.1. Pages of other sites can neither read it nor type into it. */
export async function servePage(port: number, room: Room): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(request, response, room).catch((error: unknown) => {
      if (error instanceof UserError || error instanceof z.ZodError || error instanceof SyntaxError) {
        return end(response, 400, error instanceof UserError ? error.message : 'That is not what this address takes.');
      }
      // What follows the path is what somebody typed.
      room.logger.error({ event: 'page', path: request.url?.split('?', 1)[0], err: error });
      end(response, 500, 'This failed on our side. The log says why.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new UserError('portTaken', { port }) : error);
    server.once('error', onError).listen(port, '127.0.0.1', resolve);
  });
  return { address: `http://127.0.0.1:${portOf(server)}`, close: () => stop(server) };
}

async function answer(request: IncomingMessage, response: ServerResponse, room: Room): Promise<void> {
  if (!isOurs(request)) return end(response, 403, 'Open this page by its own address.');
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = `${request.method} ${url.pathname}`;
  const file = PAGE.get(url.pathname);
  if (request.method === 'GET' && file) return await sendPage(response, file);
  if (route === 'GET /events') return await sendEvents(request, response, room);
  if (route === 'POST /type') {
    const { line } = z.object({ line: z.string() }).parse(await readJson(request));
    const form = room.inbox.formFor(line);
    return form ? sendForm(response, form) : end(response, 202, await room.inbox.type(CHANNEL, line));
  }
  if (route === 'POST /press') {
    const { label, ...call } = readPress(z.union([callSchema, codeSchema]).parse(await readJson(request)));
    const form = room.inbox.formFor(call);
    return form ? sendForm(response, form) : end(response, 202, await room.inbox.call(CHANNEL, label, call));
  }
  // A filled form runs whatever was left empty: the command says what it misses.
  if (route === 'POST /submit') {
    const { label, ...call } = callSchema.parse(await readJson(request));
    return end(response, 202, await room.inbox.call(CHANNEL, label, call));
  }
  if (route === 'POST /files') return await takeFile(request, response, url, room);
  end(response, 404, 'There is nothing here.');
}

/** Against DNS rebinding the host must be ours; against forged posts a header is asked for that other sites may not send. */
function isOurs({ headers, method }: IncomingMessage): boolean {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return false;
  return method === 'GET' || headers['x-copydesk'] === 'page';
}

async function sendPage(response: ServerResponse, file: string): Promise<void> {
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const bytes = await readFile(new URL(`./page/${file}`, import.meta.url));
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(bytes);
}

function readPress(pressed: z.infer<typeof callSchema | typeof codeSchema>): z.infer<typeof callSchema> {
  if (!('code' in pressed)) return pressed;
  const coded = decodeCall(pressed.code);
  if (!coded) throw new UserError('oldButton');
  const { command, options, picked } = coded;
  const added = picked !== null && pressed.picked !== null ? { [picked]: pressed.picked } : {};
  return { label: `/${command}`, command, options: { ...options, ...added } };
}

/** A stored message with what the chat apps would show of it. */
function shownIn(stored: LocalMessage<Message>): object {
  const { channel, id, message } = stored;
  const looks = { discord: formatDiscord(message), slack: formatSlack(message) };
  return { ...stored, ref: messageRef(channel, id), looks };
}

/** What has to be asked first; the page shows it. */
function sendForm(response: ServerResponse, form: Form): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(form));
}

/** Server-sent events: the last messages, then each one that changes. */
async function sendEvents(request: IncomingMessage, response: ServerResponse, room: Room): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (message: object) => response.write(`data: ${JSON.stringify(message)}\n\n`);
  const stopListening = room.onChange(async (id) => {
    const message = await room.messages.get(id).catch(() => undefined);
    if (message === null) send({ id, isRemoved: true });
    else if (message?.channel === CHANNEL) send(shownIn(message));
  });
  const beat = setInterval(() => response.write(': still here\n\n'), 15_000);
  request.once('close', () => {
    clearInterval(beat);
    stopListening();
  });
  for (const message of await room.messages.recent(CHANNEL, SHOWN)) send(shownIn(message));
}

async function takeFile(request: IncomingMessage, response: ServerResponse, url: URL, room: Room): Promise<void> {
  const name = url.searchParams.get('name') ?? 'file';
  const bytes = await readBody(request, MAX_FILE_BYTES);
  const file = await room.uploads.save({
    channel: channelRef(CHANNEL),
    name,
    type: request.headers['content-type'] ?? null,
    bytes,
  });
  const typed = url.searchParams.get('line') ?? '';
  const line = typed.startsWith('/') ? typed : `/summarize ${typed}`.trim();
  end(response, 202, await room.inbox.type(CHANNEL, `${line} file:${file}`, `${line} (${name})`));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  return JSON.parse((await readBody(request, MAX_LINE_BYTES)).toString('utf8'));
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) throw new UserError('tooLarge', { limit: `${maxBytes / 1_000_000} MB` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function end(response: ServerResponse, status: number, text: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Event streams stay open for ever; they are cut, the browser comes back by itself.
  server.closeAllConnections();
  await closed;
}
