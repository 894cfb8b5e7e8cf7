import type { Clock, Scope, SettingsStore } from '../news/ports.ts';
import type { LinkBounds, Overheard, PostedLink, PostedLinks } from '../news/posted-link.ts';
import { urlKeyOf } from '../stories/url-key.ts';

const HOUR_MS = 60 * 60_000;

/** What a channel is told unasked; of dead links more are looked at, as nobody sees anything of them. */
export const LINK_BOUNDS: LinkBounds = { repeatedMs: 24 * HOUR_MS, perMs: HOUR_MS, tried: 60, told: 10 };
/** The first links of a message; a list of links is not there to be summarized. */
const MAX_OF_ONE_MESSAGE = 3;
const MAX_URL = 2000;
/** How long a channel is known to want it or not: most messages then cost no query. */
const KNOWN_MS = 10_000;
const MAX_KNOWN = 10_000;

export interface OverhearPorts {
  settings: Pick<SettingsStore, 'read'>;
  postedLinks: Pick<PostedLinks, 'take'>;
  /** Has it summarized some time soon; the same link again is the same work. */
  summarizeSoon(link: PostedLink & { id: string }): Promise<void>;
  clock: Clock;
}

/** Hears messages that are not meant for us, and has their links summarized where the channel wants that; false where it does not. */
export function createOverhearing(ports: OverhearPorts): (heard: Overheard) => Promise<boolean> {
  const isWantedIn = rememberWanted(ports);
  return async ({ links, ...message }) => {
    if (links.length === 0 || !(await isWantedIn(message.scope))) return false;
    for (const url of links.filter(canBeRead).slice(0, MAX_OF_ONE_MESSAGE)) {
      const link = { ...message, url, urlKey: urlKeyOf(url) };
      const id = await ports.postedLinks.take(link, LINK_BOUNDS, ports.clock());
      if (id !== null) await ports.summarizeSoon({ ...link, id });
    }
    return true;
  };
}

function canBeRead(url: string): boolean {
  return url.length <= MAX_URL && /^https?:/.test(URL.parse(url)?.protocol ?? '');
}

/** One query for all that ask at the same time, and for some seconds after. */
function rememberWanted({ settings, clock }: Pick<OverhearPorts, 'settings' | 'clock'>) {
  const known = new Map<string, { until: number; isWanted: Promise<boolean> }>();
  return async (scope: Scope): Promise<boolean> => {
    const now = clock();
    const before = known.get(scope.channel);
    if (before && before.until > now) return await before.isWanted;
    const isWanted = settings.read(scope).then(({ links }) => links === 'on');
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(scope.channel, { until: now + KNOWN_MS, isWanted });
    // What could not be read is asked for anew.
    isWanted.catch(() => known.delete(scope.channel));
    return await isWanted;
  };
}
