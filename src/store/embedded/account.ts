import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ENVIRONMENT } from './run.ts';

/** The system account that owns the cluster and runs the server. */
export interface Account {
  uid: number;
  gid: number;
  /** False where the passwd file does not know the uid, as in a container started with a number for a user. */
  isNamed: boolean;
  /** Others run programs under it too (`nobody`), so that owning the socket proves nothing and a password is needed. */
  isShared: boolean;
  /** We are root and switch to it. */
  isSwitched: boolean;
}

const FALLBACK: PasswdEntry = { name: 'nobody', uid: 65_534, gid: 65_534 };

interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: root lends it an account of its own, made where the system can make one. */
export async function serverAccount(
  process: { getuid?: () => number; getgid?: () => number },
  { owner, preferred }: { owner: { uid: number; gid: number } | null; preferred: string },
): Promise<Account> {
  const uid = process.getuid?.() ?? -1;
  const known = await readPasswd();
  if (uid !== 0) {
    const isNamed = known.some((entry) => entry.uid === uid);
    return { uid, gid: process.getgid?.() ?? -1, isNamed, isShared: false, isSwitched: false };
  }
  const byOwner = owner && owner.uid !== 0 ? owner : null;
  const lent = byOwner ?? (await findOrAdd(preferred, known));
  const entry = (await readPasswd()).find((one) => one.uid === lent.uid);
  const isShared = lent.uid === FALLBACK.uid || entry?.name === FALLBACK.name;
  return { uid: lent.uid, gid: lent.gid, isNamed: entry !== undefined, isShared, isSwitched: true };
}

async function findOrAdd(name: string, known: PasswdEntry[]): Promise<PasswdEntry> {
  const find = (entries: PasswdEntry[], wanted: string) => entries.find((entry) => entry.name === wanted);
  const existing = find(known, name);
  if (existing) return existing;
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  // Where useradd is absent or not allowed, the system's own unprivileged account serves.
  await promisify(execFile)('useradd', [...options, '--shell', '/usr/sbin/nologin', name], { env: ENVIRONMENT }).catch(
    () => {},
  );
  return find(await readPasswd(), name) ?? find(known, FALLBACK.name) ?? FALLBACK;
}

async function readPasswd(): Promise<PasswdEntry[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
