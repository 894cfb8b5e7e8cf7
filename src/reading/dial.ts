import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { FetchLimits } from './fetch-limits.ts';

/** How a host is reached: by these addresses and no others, or through a proxy that finds them itself. */
export type Route = { proxy: string } | { addresses: string[] };

/** The addresses a name stands for. */
export type Resolve = (name: string) => Promise<string[]>;

/** An address needs no asking. */
export async function findAddresses(
  host: string,
  resolve: Resolve | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  return isIP(host) !== 0 ? [host] : await withSignal((resolve ?? resolveBySystem)(host), signal);
}

export function dial(route: Route, limits: FetchLimits): Dispatcher {
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
