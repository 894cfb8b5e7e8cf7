import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import { bounded } from '../../delivery/bounded.ts';

const CONNECT_MS = 30_000;

/** A way for the gateway's sockets through a proxy. */
export interface Relay {
  /** The address to connect to instead. The same again for an address of the relay's own. */
  through(address: string): string;
  close(): Promise<void>;
}

/**
 * The gateway's library opens its sockets itself and knows no proxy, so they are opened to this machine and led on from
 * here. Only who knows the secret part of the address is.
 */
export async function openRelay(proxy: string): Promise<Relay> {
  const secret = randomBytes(16).toString('hex');
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => void response.writeHead(404).end());
  server.on('upgrade', (request, near, head) => {
    keep(near, sockets);
    leadOn({ request, near, head }, { secret, proxy: new URL(proxy), sockets }).catch(() => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const base = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}/`;
  return {
    through: (address) => (address.startsWith(base) ? address : `${base}${encodeURIComponent(address)}`),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Where the address leads on to, with the parameters that the library added. */
function targetOf({ url = '' }: IncomingMessage, secret: string): URL {
  const [, known, address] = /^\/([^/]+)\/([^?]+)/.exec(url) ?? [];
  if (known !== secret || address === undefined) throw new Error('not an address of the relay');
  const target = new URL(decodeURIComponent(address));
  target.search = new URL(url, 'http://localhost').search;
  return target;
}

async function leadOn(
  { request, near, head }: { request: IncomingMessage; near: Duplex; head: Buffer },
  { secret, proxy, sockets }: { secret: string; proxy: URL; sockets: Set<Duplex> },
): Promise<void> {
  const target = targetOf(request, secret);
  const tunnel = await openTunnel(target, proxy);
  keep(tunnel, sockets);
  const far = target.protocol === 'wss:' ? tlsConnect({ socket: tunnel, servername: target.hostname }) : tunnel;
  keep(far, sockets);
  const headers = request.rawHeaders.flatMap((text, at, all) => (at % 2 === 0 ? [[text, all[at + 1] ?? '']] : []));
  const lines = headers.map(([name = '', value]) => `${name}: ${name.toLowerCase() === 'host' ? target.host : value}`);
  far.write(`GET ${target.pathname}${target.search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  far.write(head);
  near.pipe(far).pipe(near);
  // One end that breaks takes the other along.
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
}

/** A connection to the target's host that the proxy lets through. */
async function openTunnel(target: URL, proxy: URL): Promise<Socket> {
  const port = target.port || (target.protocol === 'wss:' ? '443' : '80');
  const path = `${target.hostname}:${port}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const open = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const asking = open({
    ...{ host: proxy.hostname, port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80), method: 'CONNECT', path },
    headers: { host: path, ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${btoa(login)}` }) },
  });
  asking.end();
  const connected = bounded(once(asking, 'connect'), CONNECT_MS, 'the proxy');
  // What a client request tells of a CONNECT, by its documentation.
  const [answer, socket] = (await connected.catch((error: unknown) => {
    asking.destroy();
    throw error;
  })) as [IncomingMessage, Socket];
  if (answer.statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`the proxy refused ${path} with ${answer.statusCode}`);
}

/** So that it ends with the relay, and what breaks it breaks nothing else. */
function keep(socket: Duplex, sockets: Set<Duplex>): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
}
