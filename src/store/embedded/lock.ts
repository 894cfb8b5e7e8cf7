import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Locks on a file that the kernel gives back when a process dies, however it dies. Node has no call for them; SQLite,
 * which it brings, takes them for its transactions, so an empty SQLite file stands for each lock.
 */
export interface Lock {
  release(): void;
}

const POLL_MS = 20;

/** Held by any number of processes at once, as long as nobody holds it alone. */
export async function lockShared(path: string, timeoutMs: number): Promise<Lock> {
  return await poll(path, 'BEGIN; SELECT 1 FROM sqlite_master', timeoutMs);
}

/** Held by one at a time. */
export async function lockAlone(path: string, timeoutMs: number): Promise<Lock> {
  return await poll(path, 'BEGIN EXCLUSIVE', timeoutMs);
}

/** The lock alone, or null when somebody else holds it now. */
export function tryLockAlone(path: string): Lock | null {
  return take(path, 'BEGIN EXCLUSIVE');
}

async function poll(path: string, statement: string, timeoutMs: number): Promise<Lock> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = take(path, statement);
    if (lock) return lock;
    if (waitedMs >= timeoutMs) throw new Error(`another process has held ${path} for more than ${timeoutMs / 1000} s`);
    await wait(POLL_MS);
  }
}

function take(path: string, statement: string): Lock | null {
  // Whoever may read the file could hold it for ever.
  closeSync(openSync(path, 'a', 0o600));
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec(statement);
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    if (isBusy(error)) return null;
    throw new Error(`${path} can't be locked`, { cause: error });
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
