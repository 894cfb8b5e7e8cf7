import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import type { Message } from './chat/message.ts';
import { readConfigOrExit } from './config.ts';
import { createLogger } from './logger.ts';
import { formatMessage } from './platforms/local/format.ts';
import { channelRef } from './platforms/local/refs.ts';
import { watchReply } from './platforms/local/terminal.ts';
import { type Desk, openDesk } from './wire.ts';

/** `npm run demo [-- address or file]`: one article walks the whole road, and the message is shown with its evidence. */

const CHANNEL = 'demo';
const TIMEOUT_MS = 5 * 60_000;
const look = { width: Math.min(process.stdout.columns ?? 100, 100), colors: process.stdout.isTTY === true };

const given = process.argv[2];
const site = given === undefined ? await serveArticle() : null;
const config = readConfigOrExit({ LOG_LEVEL: 'error' });
if (site) config.ALLOW_HOSTS.push(site.host);
console.log('Starting the desk: database, queue, worker…');
const desk = await openDesk(config, createLogger(config.LOG_LEVEL));
try {
  await desk.startWorker();
  const summary = await showReply(await summarize(site?.url ?? given ?? '', desk), desk);
  const evidence = summary.buttons.find(({ label }) => label === 'Evidence');
  if (evidence) {
    console.log('\n> [Evidence]\n');
    await showReply(await desk.inbox.call(CHANNEL, '[Evidence]', evidence), desk);
    console.log(
      '\nNext: `npm start` opens the local chat, or `npm run demo -- <address or file>` reads an article of your own.',
    );
  }
  process.exitCode = summary.state === 'error' ? 1 : 0;
} finally {
  await desk.close();
  site?.close();
}

async function summarize(article: string, { inbox, uploads }: Desk): Promise<string> {
  if (!existsSync(article)) {
    const line = `/summarize ${article}`;
    console.log(`\n> ${line}\n`);
    return await inbox.type(CHANNEL, line);
  }
  const name = basename(article);
  console.log(`\n> /summarize (${name})\n`);
  const file = await uploads.save({ channel: channelRef(CHANNEL), name, type: null, bytes: readFileSync(article) });
  return await inbox.call(CHANNEL, `/summarize (${name})`, { command: 'summarize', options: { file } });
}

async function showReply(id: string, { messages, onChange }: Desk): Promise<Message> {
  const show = (message: Message) => console.log(formatMessage(message, look));
  const message = await watchReply(id, { messages, onChange }, { timeoutMs: TIMEOUT_MS, onProgress: show });
  console.log('');
  show(message);
  return message;
}

/** The bundled article on a port of this machine, which alone is added to the addresses that may be read. */
async function serveArticle(): Promise<{ url: string; host: string; close(): void }> {
  const html = readFileSync(new URL('./demo-article.html', import.meta.url));
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on an address and a port has both.
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return { url: `http://${host}/harbour-ferry-halted`, host, close: () => server.close() };
}
