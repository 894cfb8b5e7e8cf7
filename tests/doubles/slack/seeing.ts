import type { Platform } from './platform.ts';
import type { SlackChannel, SlackMessage, SlackUser } from './types.ts';

/** Everything of a channel a person may see, threads included, oldest first. */
export function visible({ realm }: Platform, user: SlackUser, channel: SlackChannel): SlackMessage[] {
  if (channel.isDeleted) return [];
  return realm.messages.filter(
    (one) => one.channel === channel.id && !one.isDeleted && (one.ephemeralTo === null || one.ephemeralTo === user.id),
  );
}

/** The channel as it scrolls by, or one of its threads. */
export function seen(platform: Platform, user: SlackUser, channel: SlackChannel, threadTs?: string): SlackMessage[] {
  const all = visible(platform, user, channel);
  if (threadTs) return all.filter(({ ts, thread_ts }) => ts === threadTs || thread_ts === threadTs);
  return all.filter(({ ts, thread_ts }) => !thread_ts || thread_ts === ts);
}

/** The first that is there, now or after some change. */
export async function awaitThing<T>(
  platform: Platform,
  look: () => T | null | undefined,
  timeoutMs: number,
  seen: () => string,
) {
  const now = look();
  if (now) return now;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = platform.realm.onChange(() => {
    const found = look();
    if (found) resolve(found);
  });
  const timer = setTimeout(() => reject(new Error(`not seen in ${timeoutMs} ms; there is:\n${seen()}`)), timeoutMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}
