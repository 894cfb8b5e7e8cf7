import type { Message } from '../chat/message.ts';
import type { Scope } from '../news/ports.ts';
import type { Offers } from '../news/source-ports.ts';
import { type Discovered, type DiscoverOptions, discover } from '../sources/discover.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { renderAdded, renderFound } from './add-source-message.ts';
import { type Changer, checkRoom, type FollowPorts, follow } from './follow.ts';
import { saveOffer } from './offer.ts';

export type AddPorts = FollowPorts & { following: DiscoverOptions; offers: Offers };

/** Follows the feed at an address; where it leads to several things, or to no feed, a person is asked which. */
export async function addSource(
  url: string,
  who: Changer,
  { following, signal, ...ports }: AddPorts & { signal: AbortSignal },
): Promise<Message> {
  const found = await discover(url, { ...following, signal });
  const [only] = found;
  if (found.length > 1 || only?.kind !== 'feed') return await offerThem(url, found, who.scope, ports);
  await checkRoom(1, who.scope, ports);
  const { isNew } = await follow({ source: toSource(only), title: only.title }, who, ports);
  return renderAdded(only, isNew);
}

async function offerThem(
  url: string,
  found: readonly Discovered[],
  { channel }: Scope,
  ports: Omit<AddPorts, 'following'>,
): Promise<Message> {
  const offered = await Promise.all(
    found.map(async (one) => {
      const offer = { kind: 'follow' as const, source: toSource(one), title: one.title };
      return { ...one, url: withoutCredentials(one.url), offer: await saveOffer(offer, channel, ports) };
    }),
  );
  return renderFound(withoutCredentials(url), offered);
}

function toSource({ url, kind, pattern }: Discovered) {
  return { url, kind, pattern };
}
