import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** Whether the server that postmaster.pid names runs, as /proc tells: a number alone may be anybody's by now. */
export async function isRunning({ cluster }: Place): Promise<boolean> {
  const [first] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const match = /^\d+ \((.*)\) (\w)/s.exec(stat);
  if (match?.[1] !== 'postgres' || match[2] === 'Z' || match[2] === 'X') return false;
  // A postmaster stands in its data folder. Where we may not look, its name must do.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder === null || folder === cluster;
}

/** A server that is gone leaves files which name its pid; a living stranger with that pid would bar the start. */
export async function removeTraces({ cluster, socketFolder }: Place): Promise<void> {
  const socket = join(socketFolder, '.s.PGSQL.5432');
  for (const file of [join(cluster, 'postmaster.pid'), socket, `${socket}.lock`]) await rm(file, { force: true });
}
