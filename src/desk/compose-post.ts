import { createHash } from 'node:crypto';
import type { Message } from '../chat/message.ts';
import type { Digest } from '../news/digest.ts';
import type { NewPost } from '../news/digest-ports.ts';
import type { Clock, Exclusive, Scope, SettingsStore } from '../news/ports.ts';
import type { Settings } from '../news/settings.ts';
import { renderDigest } from './digest-message.ts';
import { type Gathered, type GatherPorts, gatherDigest } from './gather-digest.ts';
import { fitsEverywhere } from './message-room.ts';
import { pingOf } from './ping-role.ts';

export interface TellingPorts extends GatherPorts {
  settings: Pick<SettingsStore, 'read'>;
  exclusive: Exclusive;
  clock: Clock;
  /** Where a message of ours is to be seen; null where its platform has no address for it. */
  linkOf(ref: string, workspace: string): Promise<string | null>;
}

export type Takes = Parameters<typeof gatherDigest>[0]['takes'];

/** For an address that is not known yet: as long as they come. */
const SOME_LINK = `https://chat.example/${'x'.repeat(100)}`;

/** What waits, as a post; with the addresses of the earlier posts it goes on from. */
export async function composePost(
  request: {
    scope: Scope;
    settings: Settings;
    until: number;
    takes: Takes;
    key: string | null;
    frame: { title: string | null; zone: string; notes: readonly string[] };
    kind?: NewPost['kind'];
    /** Only what is posted unasked pings the channel's role. */
    isUnasked?: boolean;
  },
  ports: TellingPorts,
): Promise<{ gathered: Gathered; message: Message | null; post: NewPost | null }> {
  const { scope, settings, key, frame, kind = 'digest', isUnasked = false } = request;
  const ping = isUnasked ? pingOf(settings.ping, scope) : null;
  const render = (digest: Digest, linkOf: (ref: string) => string | null): Message => ({
    ...renderDigest(digest, { ...frame, postKey: key, linkOf }),
    ...(ping !== null && { ping }),
  });
  const fits = (digest: Digest) => fitsEverywhere(render(digest, () => SOME_LINK));
  const gathered = await gatherDigest({ ...request, fits }, ports);
  if (gathered.stories.length === 0) return { gathered, message: null, post: null };
  const links = await linksOf(gathered.digest, scope.workspace, ports);
  const message = render(gathered.digest, (ref) => links.get(ref) ?? null);
  const post = key === null ? null : { key, ...scope, kind, message, stories: gathered.stories };
  return { gathered, message, post };
}

async function linksOf(
  { sections }: Digest,
  workspace: string,
  { linkOf }: TellingPorts,
): Promise<Map<string, string>> {
  const refs = sections.flatMap(({ stories }) => stories.flatMap(({ follows }) => follows?.ref || []));
  const links = new Map<string, string>();
  for (const ref of new Set(refs)) {
    const link = await linkOf(ref, workspace);
    if (link !== null) links.set(ref, link);
  }
  return links;
}

/** A post that did not arrive for so long does not do so by chance. */
export const STUCK_MS = 10 * 60_000;

/**
 * Where a channel takes no posts, as until an admin has mended a permission, what comes meanwhile waits in the store: it is told
 * together once the channel takes the first one, and not as a burst of all that was due.
 */
export async function isStuck(
  channel: string,
  { posts, clock }: Pick<TellingPorts, 'posts' | 'clock'>,
): Promise<boolean> {
  return await posts.isStuck(channel, clock() - STUCK_MS);
}

/** What one channel is told is decided by one at a time: two would tell the same. */
export async function oneAtATime<T>(channel: string, exclusive: Exclusive, work: () => Promise<T>): Promise<T> {
  return await exclusive(`tell ${channel}`, work);
}

export function keyOf(what: string): string {
  return createHash('sha256').update(what).digest('hex').slice(0, 20);
}
