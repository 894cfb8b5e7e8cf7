import { createOverhearing } from './desk/overhear.ts';
import { summarizeLink } from './jobs/summarize-link.ts';
import type { Clock } from './news/ports.ts';
import type { Check, Connection, FrontDesk } from './platforms/platform.ts';
import type { Enqueue } from './queue/define-job.ts';
import type { Stores } from './wire-stores.ts';

interface LinkRoad extends Pick<FrontDesk, 'overhear'> {
  /** Why we can't hear what is posted in a channel, and how to mend it; null where we can. */
  deafnessIn(channel: string): string | null;
  /** Where links are wanted and we can't hear of them. */
  checkHearing(): Promise<Check[]>;
}

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
}): LinkRoad {
  const { settings, postedLinks } = stores;
  return {
    overhear: createOverhearing({
      ...{ settings, postedLinks, clock },
      summarizeSoon: ({ id, url, postTo, scope }) =>
        queue.add(summarizeLink, { id, url, postTo, scope, versionId: null }),
    }),
    deafnessIn: (channel) =>
      connections.find(({ platform }) => channel.startsWith(`${platform.name}:`))?.deafness ?? null,
    async checkHearing() {
      const places = await settings.placesWith('links');
      return connections.flatMap(({ platform: { name }, deafness }) => {
        const count = places.filter((place) => place.startsWith(`${name}:`)).length;
        if (deafness === null || count === 0) return [];
        const words = `${deafness} Links are to be summarized in ${count === 1 ? 'one place' : `${count} places`}.`;
        return [{ what: `${name}: links that people post`, isWell: false, words }];
      });
    },
  };
}
