import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { UserError } from '../errors.ts';
import type { Page, Web } from '../news/ports.ts';
import { hostAndPort, hostOf, judgeAddress } from './address.ts';
import { type BodyLimits, readBody } from './body.ts';
import { toUserError } from './fetch-trouble.ts';

export interface FetchLimits extends BodyLimits {
  connectMs: number;
  headersMs: number;
  /** From the first question to DNS to the last byte, redirects and all. */
  wholeMs: number;
  maxRedirects: number;
  maxHeaderBytes: number;
  maxHeaders: number;
}

export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  wholeMs: 30_000,
  maxRedirects: 5,
  maxHeaderBytes: 64 * 1024,
  maxHeaders: 200,
  maxBytes: 20_000_000,
  maxRatio: 100,
};

/** The addresses a name stands for. */
export type Resolve = (name: string) => Promise<string[]>;

export interface WebOptions {
  /** Exact "host:port" pairs that may be reached though they are not public. */
  allowHosts: readonly string[];
  /** An HTTP proxy's address. It resolves the names then, so only the names are checked here. */
  proxy?: string | undefined;
  userAgent: string;
  resolve?: Resolve;
  limits?: Partial<FetchLimits>;
}

/** The only way to the web: every address, also a redirect's, is checked, and exactly what was checked is connected to. */
export function createWeb(options: WebOptions): Web {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  return {
    async get(url, { signal } = {}) {
      const tooLate = AbortSignal.timeout(limits.wholeMs);
      const bound = signal ? AbortSignal.any([signal, tooLate]) : tooLate;
      const visit: Visit = { url, options, limits, signal: bound };
      try {
        return await follow(visit);
      } catch (error) {
        signal?.throwIfAborted();
        throw toUserError(error, visit.url, limits);
      }
    },
  };
}

/** One get on its way; `url` is where it stands now. */
interface Visit {
  url: string;
  options: WebOptions;
  limits: FetchLimits;
  signal: AbortSignal;
}

async function follow(visit: Visit): Promise<Page> {
  for (let redirects = 0; redirects <= visit.limits.maxRedirects; redirects++) {
    const hop = await getOnce(visit);
    if ('page' in hop) return hop.page;
    visit.url = hop.location;
  }
  throw new UserError('tooManyRedirects', { host: new URL(visit.url).hostname });
}

async function getOnce(visit: Visit): Promise<{ page: Page } | { location: string }> {
  const { options, limits, signal } = visit;
  const { url, route } = await check(visit);
  const dispatcher = dial(route, limits);
  try {
    const headers = { ...REQUEST_HEADERS, 'user-agent': options.userAgent };
    const response = await request(url, { dispatcher, signal, headers });
    const answered = foldHeaders(response.headers, limits);
    const location = REDIRECTS.has(response.statusCode) ? readLocation(answered.location, url) : null;
    if (location !== null) return { location };
    const bytes = await readBody(response.body, answered, limits);
    return { page: { url: url.href, status: response.statusCode, headers: answered, bytes } };
  } finally {
    // Also ends what is still arriving of a redirect's or a refused body.
    await dispatcher.destroy();
  }
}

type Route = { proxy: string } | { addresses: string[] };

/** DNS is asked once; what it says is judged, then dialled, so a second answer can't lead elsewhere. */
async function check(visit: Visit): Promise<{ url: URL; route: Route }> {
  const { url: given, options, signal } = visit;
  const { allowHosts } = options;
  const named = judgeAddress(given, { allowHosts });
  if (!named.allowed) throw named.error;
  named.url.hash = '';
  // What the allow list opens stands in our own network, where a proxy to the web has no business.
  const isOurs = allowHosts.includes(hostAndPort(named.url));
  if (options.proxy !== undefined && !isOurs) return { url: named.url, route: { proxy: options.proxy } };
  const resolve = options.resolve ?? resolveBySystem;
  const addresses = await withSignal(resolve(hostOf(named.url)), signal);
  if (addresses.length === 0) throw new UserError('unreachable', { host: named.url.hostname });
  const resolved = judgeAddress(given, { allowHosts, resolves: addresses });
  if (!resolved.allowed) throw resolved.error;
  return { url: named.url, route: { addresses } };
}

async function resolveBySystem(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** What can't be aborted is no longer waited for. */
async function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function dial(route: Route, limits: FetchLimits): Dispatcher {
  const bounds = {
    connections: 1,
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.wholeMs,
    allowH2: false,
  };
  if ('proxy' in route) return new ProxyAgent({ uri: route.proxy, ...bounds, connectTimeout: limits.connectMs });
  return new Agent({ ...bounds, connect: { timeout: limits.connectMs, lookup: answering(route.addresses) } });
}

/** A lookup that knows only the addresses that were checked; the name stays in Host and in TLS. */
function answering(addresses: string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, options, callback) => {
    const [first] = answers;
    if (options.all || !first) callback(null, answers);
    else callback(null, first.address, first.family);
  };
}

const REQUEST_HEADERS = {
  accept: 'text/html, application/xhtml+xml, application/xml;q=0.9, application/pdf;q=0.8, text/plain;q=0.8, */*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': '*',
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function foldHeaders(headers: Record<string, string | string[] | undefined>, limits: FetchLimits) {
  const values = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const count = values.reduce((sum, [, value]) => sum + (Array.isArray(value) ? value.length : 1), 0);
  if (count > limits.maxHeaders) throw new UserError('tooLarge', { limit: `${limits.maxHeaders} headers` });
  return Object.fromEntries(values.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** Null when the answer names no address to go to: then it is an answer as any other. */
function readLocation(location: string | undefined, base: URL): string | null {
  if (location === undefined) return null;
  // A header's bytes come as Latin-1; many servers write UTF-8 there.
  const text = Buffer.from(location, 'latin1').toString('utf8');
  return URL.parse(text.includes('\uFFFD') ? location : text, base.href)?.href ?? null;
}
