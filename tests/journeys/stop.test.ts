import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../doubles/database.ts';
import { startDiscord } from '../doubles/discord/index.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

test.each([
  ['while Discord is there', async () => {}],
  ['while Discord is away', async (discord: { close(): Promise<void> }) => await discord.close()],
])('a desk that is told to stop %s ends by itself, and well', async (_, before) => {
  const store = await testDatabase();
  const discord = await startDiscord();
  const { user, password, host, database } = store.connection;
  const child = fork(MAIN, {
    env: {
      ...{ PATH: process.env.PATH, PORT: '0', SITE_PORT: '0', SECRET_KEY: 'test', LOG_LEVEL: 'fatal' },
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
      DATABASE_URL: `postgresql://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await expect.poll(() => said).toContain('local chat');
  await before(discord);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(said).toContain('stopping   SIGTERM');
  await discord.close();
  await store.close();
});
