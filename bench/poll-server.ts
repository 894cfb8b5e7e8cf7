import { createServer } from 'node:http';

/** The feeds of `bench poll`: a child process that answers on every loopback address, and notes when each was asked first. */

export interface Asked {
  /** By "host/path": milliseconds since 1970. */
  firstAt: Record<string, number>;
  requests: number;
  notModified: number;
}

/** One feed in so many always has something new. */
const CHANGING_ONE_IN = 20;
/** What all others answer with, and are asked again with. */
const [, , ETAG = ''] = process.argv;

const asked: Asked = { firstAt: {}, requests: 0, notModified: 0 };

const server = createServer((request, response) => {
  asked.requests += 1;
  const host = request.headers.host?.split(':')[0] ?? '';
  const number = /^\/feed\/(\d+)$/.exec(request.url ?? '')?.[1];
  if (number === undefined) return void response.writeHead(404).end('nothing here');
  asked.firstAt[`${host}/${number}`] ??= Date.now();
  if (Number(number) % CHANGING_ONE_IN !== 0 && request.headers['if-none-match'] === ETAG) {
    asked.notModified += 1;
    return void response.writeHead(304).end();
  }
  response.writeHead(200, { 'content-type': 'application/rss+xml', etag: ETAG }).end(feed(host, number));
});

/** Twenty items of a usual length. */
function feed(host: string, number: string): string {
  const text =
    'The council met on Monday and spoke about the harbour, the tram and the autumn fair at some length. '.repeat(6);
  const items = Array.from(
    { length: 20 },
    (_, at) =>
      `<item><title>Story ${at} of ${host}</title><link>http://${host}/story/${number}/${Date.now()}-${at}</link>` +
      `<description>${text}</description><pubDate>${new Date(Date.now() - at * 3_600_000).toUTCString()}</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>Feed ${number}</title>${items.join('')}</channel></rss>`;
}

server.listen(0, '0.0.0.0', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : null });
});
process.on('message', () => process.send?.(asked));
