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
/** Making and starting a server on a slow machine takes a minute at most. */
const PATIENCE_MS = 120_000;

/** Held by any number of processes at once, as long as nobody holds it alone. */
export async function lockShared(path: string): Promise<Lock> {
  return await poll(path, 'BEGIN; SELECT 1 FROM sqlite_master');
}

/** Works while holding the lock alone. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = await poll(path, 'BEGIN EXCLUSIVE');
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** The lock alone, or null when somebody else holds it now. */
export function tryLockAlone(path: string): Lock | null {
  return take(path, 'BEGIN EXCLUSIVE');
}

async function poll(path: string, statement: string): Promise<Lock> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = take(path, statement);
    if (lock) return lock;
    if (waitedMs >= PATIENCE_MS) throw new Error(`another process has held ${path} for ${PATIENCE_MS / 1000} s`);
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
