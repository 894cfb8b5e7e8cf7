import { createOverhearing } from './desk/overhear.ts';
import { summarizeLink } from './jobs/summarize-link.ts';
import type { Clock } from './news/ports.ts';
import type { Connection, FrontDesk } from './platforms/platform.ts';
import type { Enqueue } from './queue/define-job.ts';
import type { Stores } from './wire-stores.ts';

/** What hears messages that are not meant for us, and what says where it can't. */
export function createLinkRoad({
  stores,
  queue,
  connections,
  clock,
}: {
  stores: Pick<Stores, 'settings' | 'postedLinks'>;
  queue: Enqueue;
  connections: readonly Connection[];
  clock: Clock;
}): Pick<FrontDesk, 'overhear'> & { deafnessIn(channel: string): string | null } {
  const { settings, postedLinks } = stores;
  return {
    overhear: createOverhearing({
      ...{ settings, postedLinks, clock },
      summarizeSoon: ({ id, url, postTo, scope }) =>
        queue.add(summarizeLink, { id, url, postTo, scope, versionId: null }),
    }),
    deafnessIn: (channel) =>
      connections.find(({ platform }) => channel.startsWith(`${platform.name}:`))?.deafness ?? null,
  };
}
