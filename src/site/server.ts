import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Answer, type ArchivePorts, answerArchive } from './archive.ts';
import { PAGE_POLICY } from './page.ts';

export interface SiteServer {
  address: string;
  close(): Promise<void>;
}

const LIMITS = { maxHeaderSize: 8192, headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5000 };
const MAX_CONNECTIONS = 200;
const MAX_PATH = 300;
/** So long what is under way may take when the site closes. */
const GOODBYE_MS = 2000;
/** So many are answered at once; the store has other work. */
const MAX_AT_ONCE = 20;

/** What is to be read from outside by who has a link. Nothing can be changed here. */
export async function serveSite(
  { host, port }: { host: string; port: number },
  room: ArchivePorts & { logger: Logger },
): Promise<SiteServer> {
  let atOnce = 0;
  const server = createServer(LIMITS, async (request, response) => {
    atOnce += 1;
    try {
      if (atOnce > MAX_AT_ONCE)
        end(response, 503, 'Too many ask at once. Try again in a moment.', { 'retry-after': '5' });
      else await answer(request, response, room);
    } catch (error) {
      // The path holds the secret.
      room.logger.error({ event: 'site', err: error });
      end(response, 500, 'This failed on our side. The log says why.');
    } finally {
      atOnce -= 1;
    }
  });
  server.maxConnections = MAX_CONNECTIONS;
  // Who takes nothing in for so long is let go.
  server.timeout = LIMITS.requestTimeout;
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new UserError('portTaken', { port, setting: 'SITE_PORT' }) : error);
    server.once('error', onError).listen(port, host, resolve);
  });
  return { address: httpAddress(host, portOf(server)), close: () => stop(server) };
}

export function httpAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function answer(request: IncomingMessage, response: ServerResponse, room: ArchivePorts): Promise<void> {
  const { method, url = '/' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return end(response, 405, 'This can only be read.', { allow: 'GET, HEAD', connection: 'close' });
  }
  const [path = '', ...rest] = url.split('?');
  const query = rest.length === 0 ? '' : `?${rest.join('?')}`;
  const found = url.length > MAX_PATH ? null : await answerArchive(path, query, room);
  if (!found) return end(response, 404, 'There is nothing here.');
  send(request, response, found);
}

/** Asked again each time, as a link may be taken back: where nothing has changed, nothing is sent. */
function send({ headers }: IncomingMessage, response: ServerResponse, { type, body, changedAt }: Answer): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const validators = { etag, 'last-modified': new Date(changedAt).toUTCString(), 'cache-control': 'private, no-cache' };
  if (isFresh(headers, etag, changedAt)) {
    response.writeHead(304, { ...HEADERS, ...validators });
    response.end();
    return;
  }
  const shown =
    type === 'feed'
      ? { 'content-type': 'application/atom+xml; charset=utf-8', 'content-security-policy': NO_POLICY }
      : { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
  write(response, 200, body, { ...validators, ...shown });
}

/** If-None-Match alone counts where both are sent (RFC 9110, 13.2.2). */
function isFresh(headers: IncomingMessage['headers'], etag: string, changedAt: number): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined)
    return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(changedAt / 1000) * 1000 <= since;
}

const NO_POLICY = "default-src 'none'; frame-ancestors 'none'";
const HEADERS = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cross-origin-resource-policy': 'same-origin',
};

function end(response: ServerResponse, status: number, words: string, more: Record<string, string> = {}): void {
  if (response.headersSent) return void response.end();
  write(response, status, `${words}\n`, {
    ...{ 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': NO_POLICY },
    ...{ 'cache-control': 'no-store', ...more },
  });
}

/** Node leaves the body out where only the head was asked for. */
function write(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { ...HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GOODBYE_MS);
  await closed;
  clearTimeout(cut);
}
