import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createEmbedder } from '../../src/writing/embedder.ts';

/** An embeddings endpoint that answers what the test scripts, and keeps what it was asked. */
async function serving(answer: (input: string[]) => { status?: number; body: object }) {
  const asked: { path: string; key: string | undefined; body: { model: string; input: string[] } }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    asked.push({ path: request.url ?? '', key: request.headers.authorization, body });
    const { status = 200, body: answered } = answer(body.input);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo;
  const embedder = createEmbedder({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'key', model: 'meanings' });
  return { asked, embedder, [Symbol.asyncDispose]: async () => void server.close() };
}

test('texts become vectors in their order, whatever order the server has', async () => {
  await using place = await serving(() => ({
    body: {
      data: [
        { index: 1, embedding: [0, 1] },
        { index: 0, embedding: [1, 0] },
      ],
    },
  }));
  expect(await place.embedder.embed(['ferry', `mill ${'x'.repeat(20_000)}`])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(place.asked[0]).toMatchObject({ path: '/v1/embeddings', key: 'Bearer key', body: { model: 'meanings' } });
  expect(place.asked[0]?.body.input[1]?.length).toBe(8000);
});

test('a vector too few, and a server that fails, are errors', async () => {
  await using short = await serving(() => ({ body: { data: [{ index: 0, embedding: [1] }] } }));
  await expect(short.embedder.embed(['a', 'b'])).rejects.toThrow('1 vectors for 2 texts');
  await using broken = await serving(() => ({ status: 500, body: { error: { message: 'out of order' } } }));
  await expect(broken.embedder.embed(['a'])).rejects.toThrow('out of order');
  expect(broken.asked).toHaveLength(1);
});
