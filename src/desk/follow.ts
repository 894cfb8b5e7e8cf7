import { UserError } from '../errors.ts';
import type { Clock, Scope } from '../news/ports.ts';
import type { Source } from '../news/source.ts';
import type { Sources } from '../news/source-ports.ts';
import { PLAIN_SUBSCRIPTION, type SubscriptionSettings } from '../news/subscription.ts';
import { cut } from './item-lines.ts';

export interface FollowPorts {
  sources: Sources;
  /** Whether everybody could read this address. */
  isShared(url: string): boolean;
  clock: Clock;
}

const MAX_FOLLOWED = 1000;
/** Of what a source calls itself. */
export const MAX_TITLE = 300;

/** Has a channel follow a source from now on. */
export async function follow(
  { source, title, settings = {} }: { source: Source; title: string | null; settings?: Partial<SubscriptionSettings> },
  { scope, by }: { scope: Scope; by: string },
  { sources, isShared, clock }: FollowPorts,
): Promise<{ subscriptionId: string; isNew: boolean }> {
  checkRoom((await sources.ofChannel(scope.channel)).length + 1);
  return await sources.follow({
    ...{ source, title: title && cut(title, MAX_TITLE), scope, by, isShared: isShared(source.url), now: clock() },
    settings: { ...PLAIN_SUBSCRIPTION, ...settings },
  });
}

/** Throws UserError where a channel would follow more than it may. */
export function checkRoom(followed: number): void {
  if (followed > MAX_FOLLOWED) throw new UserError('tooManySources', { limit: MAX_FOLLOWED });
}
