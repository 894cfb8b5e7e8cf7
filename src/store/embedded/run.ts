import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from './account.ts';

/** Nothing of our environment reaches the server: it holds keys. */
export const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/** Runs a program under the server's account in `folder`; rejects with what it said when it fails. */
export async function run(file: string, args: string[], account: Account, folder = '/'): Promise<string> {
  const as = account.isSwitched ? { uid: account.uid, gid: account.gid } : {};
  try {
    const { stdout } = await promisify(execFile)(file, args, { ...as, cwd: folder, env: ENVIRONMENT });
    return stdout;
  } catch (error) {
    throw new Error(`${file} failed: ${wordsOf(error)}`, { cause: error });
  }
}

function wordsOf(error: unknown): string {
  const { stderr = '', message = '' } = error instanceof Error ? { stderr: '', ...error, message: error.message } : {};
  return String(stderr).trim() || message;
}

/** Whether the account can read all of these, tried rather than computed: access lists and mounts count too. */
export async function canRead(paths: string[], account: Account): Promise<boolean> {
  const script = 'for path; do [ -r "$path" ] || exit 1; done';
  return await run('/bin/sh', ['-c', script, 'sh', ...paths], account).then(
    () => true,
    () => false,
  );
}
