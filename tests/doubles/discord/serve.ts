import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../journal.ts';
import { type ReadBody, readBody } from './body.ts';
import { type Breach, describe } from './contract.ts';
import type { Core } from './core.ts';
import { invalidBody, Refusal } from './errors.ts';
import { type Limits, TooMany } from './limits.ts';
import type { Reply } from './route.ts';
import type { createRoutes, Found } from './routes.ts';
import type { Json } from './state.ts';

interface Facts {
  core: Core;
  find: ReturnType<typeof createRoutes>;
  limits: Limits;
  token: () => string;
}

interface Answer extends Reply {
  headers?: Record<string, string>;
}

/** One request of the bot: read, held against the contract, done, answered and written down. */
export async function serve(facts: Facts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://double');
  if (url.pathname.startsWith('/attachments/')) return sendFile(facts.core, url.pathname, response);
  const { method = 'GET' } = request;
  const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10(?=\/)/, ''));
  const body = await readBody(request).catch(
    (cause: unknown): ReadBody => ({ json: { unreadable: String(cause) }, files: [] }),
  );
  const fault = facts.core.faults.take(method, path);
  const violations: string[] = [];
  const answer =
    fault && ('status' in fault || ('drop' in fault && fault.drop === 'before'))
      ? faultAnswer(fault)
      : await attempt(facts, { request, url, method, body, violations });
  if ([401, 403, 429].includes(answer.status)) facts.limits.countInvalid();
  const { status, body: shown = null } = answer;
  facts.core.journal.add({
    at: facts.core.state.now(),
    method,
    path,
    body: body.json,
    status,
    answer: shown,
    violations,
  });
  if (fault && 'drop' in fault) request.socket.destroy();
  else if (fault && 'delayMs' in fault) setTimeout(() => write(response, answer), fault.delayMs);
  else write(response, answer);
}

/** A fault of the double itself must not look like the platform's, and must not go unseen. */
function ownFailure(error: unknown, violations: string[]): Answer {
  const words = `the double itself failed: ${error instanceof Error ? error.stack : error}`;
  violations.push(words);
  return { status: 599, body: words };
}

interface Attempt {
  request: IncomingMessage;
  url: URL;
  method: string;
  body: ReadBody;
  violations: string[];
}

async function attempt(facts: Facts, attempted: Attempt): Promise<Answer> {
  try {
    return await perform(facts, attempted);
  } catch (error) {
    if (!(error instanceof Refusal)) return ownFailure(error, attempted.violations);
    attempted.violations.push(...error.breaches.map(describe));
    return { status: error.status, body: error.body, headers: error instanceof TooMany ? error.headers : {} };
  }
}

async function perform(facts: Facts, { request, url, method, body, violations }: Attempt): Promise<Answer> {
  violations.push(...headerViolations(request, body));
  const found = url.pathname.startsWith('/api/v10/') ? facts.find(method, url.pathname.slice('/api/v10'.length)) : null;
  if (!found) {
    violations.push('no such route in the double');
    return { status: 404, body: { message: '404: Not Found', code: 0 } };
  }
  if (!found.route.isOpen && request.headers.authorization !== `Bot ${facts.token()}`) {
    return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  }
  const headers = facts.limits.count(found);
  const hold = (breaches: readonly Breach[]) => {
    violations.push(...breaches.filter(({ isDone }) => isDone).map(describe));
    const refused = breaches.filter(({ isDone }) => !isDone);
    if (refused.length > 0) throw invalidBody(refused);
  };
  hold(bodyBreaches(found, body));
  const reply = await found.route.run({
    core: facts.core,
    params: found.params,
    query: url.searchParams,
    body: isObject(body.json) ? body.json : {},
    rawBody: body.json,
    files: body.files,
    hold,
  });
  return { ...reply, headers };
}

function bodyBreaches({ route }: Found, { json, files }: ReadBody): Breach[] {
  if (isObject(json) && 'unreadable' in json) {
    return [{ path: [], code: '50109', message: `The request body contains invalid JSON: ${json.unreadable}` }];
  }
  if (route.schema) return route.schema(json);
  const isEmpty = (json === null || (isObject(json) && Object.keys(json).length === 0)) && files.length === 0;
  return isEmpty ? [] : [{ path: [], code: 'UNEXPECTED_BODY', message: 'This request takes no body.' }];
}

/** The platform's front door turns away clients that do not name themselves, and bodies that do not say what they are. */
function headerViolations({ headers }: IncomingMessage, { json }: ReadBody): string[] {
  const violations: string[] = [];
  if (!/^DiscordBot \(.+, .+\)/.test(headers['user-agent'] ?? '')) {
    violations.push(`User-Agent must be "DiscordBot (address, version) …", not "${headers['user-agent'] ?? ''}"`);
  }
  if (json !== null && !/^(application\/json|multipart\/form-data)/.test(headers['content-type'] ?? '')) {
    violations.push(`Content-Type of a body must be JSON or a form, not "${headers['content-type'] ?? ''}"`);
  }
  return violations;
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function faultAnswer(fault: Fault['answer']): Answer {
  if (!('status' in fault)) return { status: 0 };
  const { status, headers = {} } = fault;
  if (fault.body !== undefined || status !== 429)
    return { status, headers, body: fault.body ?? { message: 'fault', code: 0 } };
  const seconds = Number(headers['retry-after'] ?? 1);
  const isGlobal = headers['x-ratelimit-global'] !== undefined;
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal };
  return { status, body, headers: { 'retry-after': String(Math.ceil(seconds)), ...headers } };
}

/** Text goes as the HTML of a gateway in between, everything else as JSON; a 204 has no content type. */
function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
  } else {
    const isText = typeof body === 'string';
    const type = isText ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers }).end(isText ? body : JSON.stringify(body));
  }
}

function sendFile({ state }: Core, path: string, response: ServerResponse): void {
  const file = state.files.get(path.split('/')[3] ?? '');
  if (!file) {
    response.writeHead(404).end('This content is no longer available.');
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.byteLength }).end(file.bytes);
}
