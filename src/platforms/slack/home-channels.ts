import type { ChannelOverview } from '../../news/ports.ts';
import type { HomeChannel } from './home.ts';
import { readRef } from './refs.ts';
import type { Team } from './teams.ts';

/** A home tab with more would be read by nobody. */
const MAX_SHOWN = 8;
const MAX_MEMBERS = 1000;

/** Of these channels those that the person is in. What we may not look up stays hidden: it may be private. */
export async function channelsOf(
  user: string,
  team: Pick<Team, 'client'>,
  overviews: readonly ChannelOverview[],
): Promise<HomeChannel[]> {
  const shown: HomeChannel[] = [];
  for (const { channel: ref, ...overview } of overviews) {
    const { channel } = readRef(ref);
    const name = channel === null ? null : await nameFor(user, channel, team).catch(() => null);
    if (name !== null) shown.push({ ...overview, name });
    if (shown.length === MAX_SHOWN) break;
  }
  return shown;
}

/** Null where they are not in it, as far as its first thousand members tell. */
async function nameFor(user: string, channel: string, { client }: Pick<Team, 'client'>): Promise<string | null> {
  const { members = [] } = await client.conversations.members({ channel, limit: MAX_MEMBERS });
  if (!members.includes(user)) return null;
  const { channel: about } = await client.conversations.info({ channel });
  return about?.name ?? null;
}
