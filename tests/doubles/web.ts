import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the double answers a path with: a fixed answer, or a function that writes one by hand (slow, endless, broken). */
export type Scripted =
  | { status?: number; headers?: Record<string, string | string[]>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface WebDouble {
  /** "http://127.0.0.1:port". */
  origin: string;
  /** "127.0.0.1:port", as an allow list wants it. */
  host: string;
  port: number;
  /** Every request so far, in order. */
  requests: { path: string; headers: IncomingMessage['headers'] }[];
  /** Answers `path` (with its query) so from now on. */
  serve(path: string, scripted: Scripted): void;
  countOf(path: string): number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A small web on 127.0.0.1. What was not scripted is a 404. */
export async function startWeb(pages: Record<string, Scripted> = {}): Promise<WebDouble> {
  const scripted = new Map(Object.entries(pages));
  const requests: WebDouble['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    respond(scripted.get(path) ?? { status: 404, body: 'no such page' }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object, never a string or null.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    requests,
    serve: (path, answer) => void scripted.set(path, answer),
    countOf: (path) => requests.filter((request) => request.path === path).length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function respond(scripted: Scripted, request: IncomingMessage, response: ServerResponse): void {
  if (typeof scripted === 'function') {
    scripted(request, response);
  } else {
    const { status = 200, headers = { 'content-type': 'text/html; charset=utf-8' }, body = '' } = scripted;
    response.writeHead(status, headers).end(body);
  }
}
