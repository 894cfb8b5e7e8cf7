import { UserError } from '../errors.ts';
import type { Clock, Scope } from '../news/ports.ts';
import type { Source } from '../news/source.ts';
import type { Sources, Trail } from '../news/source-ports.ts';
import { PLAIN_SUBSCRIPTION, type SubscriptionSettings } from '../news/subscription.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { cut } from './item-lines.ts';

export interface FollowPorts {
  sources: Sources;
  trail: Trail;
  /** Whether everybody could read this address. */
  isShared(url: string): boolean;
  clock: Clock;
}

/** Who changes what a channel follows: `by` is their ref. */
export interface Changer {
  scope: Scope;
  by: string;
}

const MAX_FOLLOWED = 1000;
/** Of what a source calls itself. */
export const MAX_TITLE = 300;

/** Has a channel follow a source from now on; `checkRoom` goes before it. */
export async function follow(
  { source, title, settings = {} }: { source: Source; title: string | null; settings?: Partial<SubscriptionSettings> },
  { scope, by }: Changer,
  { sources, trail, isShared, clock }: FollowPorts,
): Promise<{ subscriptionId: string; isNew: boolean }> {
  const followed = await sources.follow({
    ...{ source, title: title && cut(title, MAX_TITLE), scope, by, isShared: isShared(source.url), now: clock() },
    settings: { ...PLAIN_SUBSCRIPTION, ...settings },
  });
  if (followed.isNew) await noteChange(`${withoutCredentials(source.url)} is followed now`, { scope, by }, { trail });
  return followed;
}

/** Throws UserError where a channel would follow more than it may. */
export async function checkRoom(more: number, { channel }: Scope, { sources }: Pick<FollowPorts, 'sources'>) {
  const followed = (await sources.ofChannel(channel)).length + more;
  if (followed > MAX_FOLLOWED) throw new UserError('tooManySources', { limit: MAX_FOLLOWED });
}

/** Keeps who changed what in a channel. */
export async function noteChange(what: string, { scope, by }: Changer, { trail }: { trail: Trail }): Promise<void> {
  await trail.note({ workspace: scope.workspace, place: scope.channel, who: by, what });
}
