import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { createSealer, machineSecret } from '../../src/store/seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'copydesk-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was sealed is opened with the same key alone, and not when it was changed', () => {
  const sealed = createSealer('one').seal('xoxb-token');
  expect(createSealer('one').open(sealed)).toBe('xoxb-token');
  expect(() => createSealer('two').open(sealed)).toThrow(/SECRET_KEY/);
  const changed = Buffer.from(sealed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => createSealer('one').open(changed)).toThrow(/SECRET_KEY/);
});

test('many that start at once on a new folder have one secret, whole', async () => {
  const dataDir = join(folder, 'new');
  const module = new URL('../../src/store/seal.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(module)}).then(({ machineSecret }) =>
    require('node:worker_threads').parentPort.postMessage(machineSecret(${JSON.stringify(dataDir)})))`;
  const secrets = await Promise.all(
    Array.from(
      { length: 8 },
      () => new Promise((resolve) => new Worker(code, { eval: true }).once('message', resolve)),
    ),
  );
  expect(new Set(secrets)).toEqual(new Set([machineSecret(dataDir)]));
  expect(machineSecret(dataDir)).toMatch(/^[0-9a-f]{64}$/);
  expect(readdirSync(dataDir)).toEqual(['secret-key']);
});
