import type { Check, Connection } from './platforms/platform.ts';
import type { Stores } from './wire-stores.ts';

/** How many deliveries that were given up the doctor tells of. */
const SHOWN_FAILURES = 10;

/** Looks at every chat app, at what we can't hear, and at what could not be delivered. */
export async function checkDesk({
  connections,
  stores: { workspaces, settings, deliveries },
  checkHearing,
}: {
  connections: readonly Connection[];
  stores: Pick<Stores, 'workspaces' | 'settings' | 'deliveries'>;
  checkHearing(): Promise<Check[]>;
}): Promise<Check[]> {
  const scopes = await workspaces.channels();
  const settingsOf = scopes.map(async (scope) => [scope.channel, (await settings.read(scope)).ping] as const);
  const pings = new Map((await Promise.all(settingsOf)).flatMap(([channel, ping]) => (ping ? [[channel, ping]] : [])));
  const channels = scopes.map(({ channel }) => channel);
  const checks = connections.map((one) =>
    one.check(
      channels.filter((channel) => channel.startsWith(`${one.platform.name}:`)),
      pings,
    ),
  );
  const failed = (await deliveries.failed(SHOWN_FAILURES)).map(({ target, error, at }) => ({
    what: `delivery to ${target}`,
    isWell: false,
    words: `given up (asked for ${at.toISOString()}): ${error}`,
  }));
  return [...(await Promise.all(checks)).flat(), ...(await checkHearing()), ...failed];
}
