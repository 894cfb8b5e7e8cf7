import { setTimeout as delay } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';

const RETRY_MS = 1000;

/** Calls back for every NOTIFY on a channel, over a connection of its own that is made anew when it breaks. Answers how to stop. */
export async function listen(
  connection: PoolConfig,
  channel: string,
  onNotify: (payload: string) => void,
): Promise<() => Promise<void>> {
  let isStopped = false;
  let client = await open();

  async function open(): Promise<Client> {
    const made = new Client({ ...connection, keepAlive: true });
    made.on('notification', ({ payload }) => onNotify(payload ?? ''));
    // An error of the connection is followed by its end, which is answered below.
    made.on('error', () => {});
    await made.connect();
    try {
      await made.query(`listen ${made.escapeIdentifier(channel)}`);
    } catch (error) {
      await made.end().catch(() => {});
      throw error;
    }
    made.on('end', () => void reopen());
    return made;
  }

  async function reopen(): Promise<void> {
    while (!isStopped) {
      await delay(RETRY_MS);
      try {
        client = await open();
        if (isStopped) await client.end();
        return;
      } catch {
        // The server is away; whoever listens also looks from time to time, so nothing is lost meanwhile.
      }
    }
  }

  return async () => {
    isStopped = true;
    await client.end().catch(() => {});
  };
}
