import { type Dispatcher, fetch, ProxyAgent } from 'undici';

/** A fetch and a dispatcher (for sockets) that go through an HTTP proxy; for hosts that are ours to trust, such as a chat platform's. */
export function throughProxy(proxy: string): { fetch: typeof globalThis.fetch; dispatcher: Dispatcher } {
  // Always a tunnel: a socket can't be upgraded through a proxy that reads along.
  const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: true });
  const proxied = (input: Parameters<typeof fetch>[0], init?: Parameters<typeof fetch>[1]) =>
    fetch(input, { ...init, dispatcher });
  // undici's fetch is the one that the runtime's own was made of; only their types differ.
  return { fetch: proxied as unknown as typeof globalThis.fetch, dispatcher };
}
