import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { PATIENCE_MS } from './patience.ts';

/** REDIS_URL, or a server of our own on a free port of 127.0.0.1; null where neither is to be had. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} };
  if (!hasRedisServer()) return null;
  const port = await freePort();
  const settings = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--bind', '127.0.0.1'];
  const server = spawn('redis-server', ['--port', String(port), ...settings], { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  return {
    url,
    async stop() {
      server.kill();
      if (server.exitCode === null && server.signalCode === null)
        await new Promise((resolve) => server.once('exit', resolve));
    },
  };
}

export interface MortalRedis {
  url: string;
  /** Dies at once, as by a lost machine. What it was told is on its disk. */
  kill(): Promise<void>;
  /** Comes back under the same address. */
  revive(options?: { asEmpty: boolean }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server of our own that can die, set up as operations.md asks for. */
export async function startMortalRedis(): Promise<MortalRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--maxmemory-policy', 'noeviction'];
  const saving = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  let server: ChildProcess | null = null;
  const kill = async () => {
    const dying = server;
    server = null;
    if (!dying || dying.exitCode !== null) return;
    dying.kill('SIGKILL');
    await once(dying, 'exit');
  };
  const start = async () => {
    server = spawn('redis-server', [...settings, ...saving], { stdio: 'ignore' });
    await answers(url);
  };
  await start();
  return {
    ...{ url, kill },
    async revive({ asEmpty } = { asEmpty: false }) {
      if (asEmpty) rmSync(join(folder, 'appendonlydir'), { recursive: true, force: true });
      await start();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    try {
      await client.connect();
      await client.quit();
      return;
    } catch {
      await delay(50);
    }
  }
  throw new Error(`redis-server does not answer at ${url}`);
}
