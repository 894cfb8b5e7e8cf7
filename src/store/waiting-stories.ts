import { type Kysely, sql } from 'kysely';
import type { StoryItem, WaitingStory } from '../news/digest-ports.ts';
import type { Schema } from './schema.ts';

/** More than one digest can tell of, or a person would read. */
const MOST_STORIES = 500;

/** The stories of which something waits in a channel, with all of their items that can be shown there. */
export async function waitingStories(db: Kysely<Schema>, channel: string, until: Date): Promise<WaitingStory[]> {
  const { rows } = await sql<{ story_id: string }>`
    select placement.story_id from subscriptions as subscription
      join item_states as state on state.subscription_id = subscription.id and state.state in ('pending', 'held')
      join items as item on item.id = state.item_id
      join placements as placement on placement.item_id = item.id
    where subscription.channel = ${channel} and not subscription.is_paused and least(item.published, state.at) <= ${until}
    group by placement.story_id order by min(state.at), placement.story_id limit ${MOST_STORIES}`.execute(db);
  const ids = rows.map(({ story_id }) => story_id);
  const items = await storyItems(db, channel, ids);
  const chains = await chainsOf(db, ids);
  return ids.map((id) => ({
    ...{ id, earlier: chains.get(id) ?? [] },
    items: items.filter(({ storyId }) => storyId === id),
  }));
}

/** What a filter kept out, was there before or could not be read is not shown. */
export async function storyItems(
  db: Kysely<Schema>,
  channel: string,
  storyIds: readonly string[],
): Promise<(StoryItem & { storyId: string })[]> {
  if (storyIds.length === 0) return [];
  const rows = await db
    .selectFrom('placements as placement')
    .innerJoin('items as item', 'item.id', 'placement.item_id')
    .innerJoin('item_states as state', 'state.item_id', 'item.id')
    .innerJoin('subscriptions as subscription', 'subscription.id', 'state.subscription_id')
    .innerJoin('sources as source', 'source.id', 'subscription.source_id')
    .leftJoin('article_versions as version', 'version.id', 'item.version_id')
    .where('subscription.channel', '=', channel)
    .where('placement.story_id', 'in', storyIds)
    .where('state.state', 'in', ['pending', 'held', 'merged', 'posted', 'capped'])
    .orderBy('placement.published')
    .orderBy('placement.sequence')
    .select(['placement.story_id', 'placement.copy_of', 'placement.published', 'item.id as item_id', 'item.version_id'])
    .select(['item.link', 'state.state', 'state.at', 'subscription.id as subscription_id', 'tag', 'mode'])
    .select(sql<string | null>`coalesce(item.title, version.title)`.as('title'))
    .select(sql<string>`coalesce(subscription.title, source.title, source.host)`.as('outlet'))
    .select(sql<number>`coalesce((version.coverage ->> 'words')::int, 0)`.as('words'))
    .select(sql<boolean>`coalesce(version.coverage ->> 'extent' = 'whole', false)`.as('is_whole'))
    .execute();
  return rows.map((row) => ({
    ...{ storyId: row.story_id, subscriptionId: row.subscription_id, itemId: row.item_id, copyOf: row.copy_of },
    ...{ versionId: row.version_id, link: row.link, title: row.title, outlet: row.outlet, tag: row.tag },
    ...{ mode: row.mode, state: row.state, at: row.at.getTime(), published: row.published.getTime() },
    ...{ words: row.words, isWhole: row.is_whole },
  }));
}

/** The stories that each follows, the latest first. */
async function chainsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ start: string; id: string }>`
    with recursive chain as (
      select id as start, follows as id, 1 as depth from stories where id = any(${ids}::bigint[])
      union all
      select chain.start, story.follows, depth + 1 from chain join stories as story on story.id = chain.id
      where depth < 50
    )
    select start, id from chain where id is not null order by start, depth`.execute(db);
  const chains = new Map<string, string[]>();
  for (const { start, id } of rows) chains.set(start, [...(chains.get(start) ?? []), id]);
  return chains;
}

/** Where an item waits that is posted at once. As with all settings, the channel's word goes before its workspace's. */
export async function instantChannels(db: Kysely<Schema>) {
  const { rows } = await sql<{ workspace: string; channel: string }>`
    with waiting as (
      select subscription.workspace, subscription.channel, bool_or(subscription.mode = 'instant') as is_instant
      from subscriptions as subscription
        join item_states as state on state.subscription_id = subscription.id and state.state in ('pending', 'held')
        join placements as placement on placement.item_id = state.item_id
      where not subscription.is_paused group by subscription.workspace, subscription.channel
    )
    select workspace, channel from waiting where is_instant or coalesce(
      (select value from settings where name = 'instant' and place = channel),
      (select value from settings where name = 'instant' and place = workspace)
    ) = '"on"'`.execute(db);
  return rows;
}
