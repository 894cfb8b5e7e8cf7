import { fork } from 'node:child_process';
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

/**
 * 100 commands a second on each platform's double, with one worker in the bot's own process. The doubles run in another
 * process on the same cores; what they measure holds their own share too, so the bot's is at most that.
 */
export async function bench(): Promise<void> {
  const seconds = Number(process.env.ACK_SECONDS ?? 60);
  const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-ack-'));
  const other = fork(new URL('./ack/platforms.ts', import.meta.url), { stdio: 'inherit' });
  // The first message of the other side is where it is.
  const [places]: Places[] = await once(other, 'message');
  if (!places) throw new Error('the doubles did not start');
  const config = readConfig({
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'error', MODEL: '', REDIS_URL: process.env.REDIS_URL ?? '' },
    ALLOW_HOSTS: places.articleHost,
    DISCORD_TOKEN: places.discord.token,
    DISCORD_API_URL: places.discord.api,
    SLACK_BOT_TOKEN: places.slack.botToken,
    SLACK_APP_TOKEN: places.slack.appToken,
    SLACK_API_URL: places.slack.api,
  });
  const desk = await openDesk(config, createLogger(config.LOG_LEVEL));
  try {
    await desk.startWorker();
    await desk.openFronts();
    const rows: Measured[] = [];
    const waits = monitorEventLoopDelay({ resolution: 5 });
    for (const platform of (process.env.ACK_PLATFORMS ?? 'discord,slack').split(',')) {
      const order: Order = { platform, perSecond: PER_SECOND, seconds };
      waits.reset();
      waits.enable();
      other.send(order);
      const [measured]: Measured[] = await once(other, 'message');
      if (measured) rows.push(measured);
      console.log(
        `${platform}: the bot’s event loop waits p99 ${(waits.percentile(99) / 1e6).toFixed(0)} ms, at most ${(waits.max / 1e6).toFixed(0)} ms`,
      );
    }
    console.table(Object.fromEntries(rows.map((row) => [row.platform, rowOf(row)])));
    for (const { platform, violations } of rows) if (violations.length > 0) console.log(platform, violations);
  } finally {
    other.kill();
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
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
