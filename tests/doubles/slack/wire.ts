import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../journal.ts';
import { isJson, type Platform } from './platform.ts';
import type { Json } from './types.ts';

/** What a request is answered with, and what was wrong with it. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** Text goes out as it is, anything else as JSON. */
  body: unknown;
  violations: string[];
}

export interface Asked {
  method: string;
  /** As the journal names it. */
  path: string;
  url: URL;
  headers: IncomingMessage['headers'];
  raw: Buffer;
  body: unknown;
}

/** One request: its fault if there is one, else what `work` makes of it; journalled either way. */
export async function serve(
  platform: Platform,
  asked: Asked,
  response: ServerResponse,
  work: (asked: Asked) => Reply,
): Promise<void> {
  const at = platform.clock();
  const fault = platform.faults.take(asked.method, asked.path);
  const journal = (reply: Reply) => {
    const { status, body: answer, violations } = reply;
    platform.journal.add({ at, method: asked.method, path: asked.path, body: asked.body, status, answer, violations });
  };
  if (fault && 'drop' in fault) return drop(fault, response, () => journal(work(asked)), journal);
  if (fault && 'status' in fault) {
    const reply = { status: fault.status, body: fault.body ?? '', violations: [], headers: fault.headers ?? {} };
    journal(reply);
    return answer(response, reply);
  }
  const reply = work(asked);
  journal(reply);
  if (fault && 'delayMs' in fault) await delay(fault.delayMs);
  answer(response, reply);
}

function drop(
  fault: Extract<Fault['answer'], { drop: string }>,
  response: ServerResponse,
  work: () => void,
  journal: (reply: Reply) => void,
): void {
  if (fault.drop === 'after') work();
  else journal({ status: 0, body: null, violations: [] });
  response.destroy();
}

function answer(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  const type = isText ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers }).end(isText ? body : JSON.stringify(body));
}

export async function readRequest(request: IncomingMessage, path: string, url: URL): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const { headers, method = 'GET' } = request;
  return { method, path, url, headers, raw, body: readBody(headers['content-type'] ?? '', raw, url) };
}

/** A form, JSON, or nothing but the address's own parameters; a form's JSON is read later, where its type is known. */
function readBody(type: string, raw: Buffer, url: URL): unknown {
  const text = raw.toString('utf8');
  const query = Object.fromEntries(url.searchParams);
  if (type.includes('application/x-www-form-urlencoded'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
  if (type.includes('json')) return { ...query, ...readObject(text) };
  return raw.length > 0 ? null : query;
}

function readObject(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}
