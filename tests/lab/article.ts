import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The bundled article on a port of this machine, for a bot that may read it. */
export async function serveArticle(): Promise<{ url: string; host: string; close(): Promise<void> }> {
  const html = readFileSync(new URL('../../src/demo-article.html', import.meta.url));
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on an address and a port has both.
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    ...{ url: `http://${host}/harbour-ferry-halted`, host },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
