import { request } from 'undici';
import { UserError } from '../errors.ts';
import type { Page, Web } from '../news/ports.ts';
import { hostAndPort, hostOf, judgeAddress } from './address.ts';
import { readBody } from './body.ts';
import { dial, findAddresses, type Resolve, type Route } from './dial.ts';
import { FETCH_LIMITS, type FetchLimits } from './fetch-limits.ts';
import { toUserError } from './fetch-trouble.ts';

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
    async get(url, { signal, headers = {} } = {}) {
      const tooLate = AbortSignal.timeout(limits.wholeMs);
      const bound = signal ? AbortSignal.any([signal, tooLate]) : tooLate;
      const visit: Visit = { url, headers, options, limits, signal: bound };
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
  headers: Record<string, string>;
  options: WebOptions;
  limits: FetchLimits;
  signal: AbortSignal;
}

async function follow(visit: Visit): Promise<Page> {
  let movedTo: string | null = null;
  let isForGood = true;
  for (let redirects = 0; redirects <= visit.limits.maxRedirects; redirects++) {
    const hop = await getOnce(visit);
    if ('page' in hop) return movedTo === null ? hop.page : { ...hop.page, movedTo };
    visit.url = hop.location;
    isForGood &&= hop.isForGood;
    if (isForGood) movedTo = hop.location;
  }
  throw new UserError('tooManyRedirects', { host: new URL(visit.url).hostname });
}

async function getOnce(visit: Visit): Promise<{ page: Page } | { location: string; isForGood: boolean }> {
  const { options, limits, signal } = visit;
  const { url, route } = await check(visit);
  const dispatcher = dial(route, limits);
  try {
    const headers = { ...REQUEST_HEADERS, ...visit.headers, 'user-agent': options.userAgent };
    const response = await request(url, { dispatcher, signal, headers });
    const answered = foldHeaders(response.headers, limits);
    const location = REDIRECTS.has(response.statusCode) ? readLocation(answered.location, url) : null;
    if (location !== null) return { location, isForGood: FOR_GOOD.has(response.statusCode) };
    const bytes = await readBody(response.body, answered, limits);
    return { page: { url: url.href, status: response.statusCode, headers: answered, bytes } };
  } finally {
    // Also ends what is still arriving of a redirect's or a refused body.
    await dispatcher.destroy();
  }
}

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
  const addresses = await findAddresses(hostOf(named.url), options.resolve, signal);
  if (addresses.length === 0) throw new UserError('unreachable', { host: named.url.hostname });
  const resolved = judgeAddress(given, { allowHosts, resolves: addresses });
  if (!resolved.allowed) throw resolved.error;
  return { url: named.url, route: { addresses } };
}

const REQUEST_HEADERS = {
  accept: 'text/html, application/xhtml+xml, application/xml;q=0.9, application/pdf;q=0.8, text/plain;q=0.8, */*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': '*',
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const FOR_GOOD = new Set([301, 308]);

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
