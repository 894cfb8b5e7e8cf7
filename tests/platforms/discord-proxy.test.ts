import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openRelay } from '../../src/platforms/discord/relay.ts';
import { openDesk, shown } from './discord-desk.ts';

test('a proxy carries requests, files and the gateway’s socket, which is resumed through it', async () => {
  await using proxy = await openProxy();
  await using desk = await openDesk({ proxy: proxy.address });
  const atStart = proxy.tunnels();
  expect(atStart).toBeGreaterThan(1);
  await desk.ann.slash('/help').until((one) => shown(one).includes('Here is what there is.'));
  desk.discord.gateway.disconnect(4000);
  await desk.untilLogged(({ outcome }) => outcome === 'resumed');
  expect(proxy.tunnels()).toBeGreaterThan(atStart);
  const bytes = new TextEncoder().encode('A file.');
  desk.ann.slash('/summarize file:a.txt', [{ name: 'a.txt', type: 'text/plain', bytes }]);
  const { options } = await desk.asked('summarize');
  expect(await desk.connection.platform.readFile?.(String(options.file))).toMatchObject({ name: 'a.txt' });
  expect(desk.discord.journal.violations()).toEqual([]);
});

test('the way through the proxy is open to nobody who does not know it, and a proxy that refuses is an error', async () => {
  await using proxy = await openProxy(403);
  const relay = await openRelay(proxy.address);
  const address = relay.through('ws://127.0.0.1:1/');
  expect(relay.through(address)).toBe(address);
  const guessed = new URL('/guessed/ws%3A%2F%2F127.0.0.1%3A1', address).href;
  for (const one of [address, guessed]) {
    const socket = new WebSocket(one);
    await once(socket, 'error');
  }
  expect(proxy.tunnels()).toBe(1);
  await relay.close();
});

/** The least a proxy must do: CONNECT. */
async function openProxy(refusal?: number) {
  let count = 0;
  const server = createServer();
  server.on('connect', (request, client, head) => {
    count += 1;
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(Number(port), host ?? '', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      client.pipe(target).pipe(client);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    address: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    tunnels: () => count,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
