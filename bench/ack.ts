import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { openDesk } from '../src/wire.ts';
import type { Measured, Order, Places } from './ack/platforms.ts';

const PER_SECOND = 100;
/** Whether the worker has a process of its own. */
const WORKERS: Record<string, boolean[]> = { inside: [false], apart: [true], both: [false, true] };
const MAIN = new URL('../src/main.ts', import.meta.url);

/**
 * 100 commands a second on each platform's double, with one worker: in the gateway's process, then in one of its own. The
 * doubles run in another process on the same cores; what they measure holds their own share too, so the bot's is at most that.
 * ACK_SECONDS, ACK_PLATFORMS and ACK_WORKER (inside or apart) shorten it.
 */
export async function bench(): Promise<void> {
  const seconds = Number(process.env.ACK_SECONDS ?? 60);
  const platforms = (process.env.ACK_PLATFORMS ?? 'discord,slack').split(',');
  const rows: Record<string, object> = {};
  for (const isApart of WORKERS[process.env.ACK_WORKER ?? 'both'] ?? []) {
    for (const { waitsMs, ...measured } of await measureAll(platforms, seconds, isApart)) {
      const name = `${measured.platform}, worker ${isApart ? 'apart' : 'inside'}`;
      rows[name] = { ...rowOf(measured), 'loop waits p99 ms': waitsMs };
      if (measured.violations.length > 0) console.log(name, measured.violations);
    }
  }
  console.table(rows);
}

async function measureAll(platforms: string[], seconds: number, isApart: boolean) {
  const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-ack-'));
  const other = fork(new URL('./ack/platforms.ts', import.meta.url), { stdio: 'inherit' });
  // The first message of the other side is where it is.
  const [places]: Places[] = await once(other, 'message');
  if (!places) throw new Error('the doubles did not start');
  const settings = settingsFor(places, dataDir);
  const desk = await openDesk(readConfig(settings), createLogger('error'));
  const worker = isApart
    ? fork(MAIN, { env: { ...process.env, ...settings, ROLES: 'worker' }, stdio: 'ignore' })
    : null;
  try {
    if (!worker) await desk.startWorker();
    await desk.openFronts();
    const measured = [];
    for (const platform of platforms) measured.push(await measure({ platform, perSecond: PER_SECOND, seconds }, other));
    return measured;
  } finally {
    other.kill();
    worker?.kill();
    if (worker) await once(worker, 'exit');
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function settingsFor(places: Places, dataDir: string) {
  return {
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'error', MODEL: '', REDIS_URL: process.env.REDIS_URL ?? '' },
    ALLOW_HOSTS: places.articleHost,
    DISCORD_TOKEN: places.discord.token,
    DISCORD_API_URL: places.discord.api,
    SLACK_BOT_TOKEN: places.slack.botToken,
    SLACK_APP_TOKEN: places.slack.appToken,
    SLACK_API_URL: places.slack.api,
  };
}

async function measure(order: Order, other: ChildProcess): Promise<Measured & { waitsMs: number }> {
  const waits = monitorEventLoopDelay({ resolution: 5 });
  waits.enable();
  other.send(order);
  const [measured]: Measured[] = await once(other, 'message');
  if (!measured) throw new Error('the doubles ended');
  return { ...measured, waitsMs: Math.round(waits.percentile(99) / 1e6) };
}

function rowOf({ sent, ms, late, doneAtEnd, drainMs, violations }: Measured) {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return {
    commands: sent,
    'first answers': ms.length,
    late,
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'max ms': at(1),
    'whole at the end': doneAtEnd,
    'rest after s': Number((drainMs / 1000).toFixed(1)),
    violations: violations.length,
  };
}
