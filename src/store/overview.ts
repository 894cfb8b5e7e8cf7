import { type Kysely, sql } from 'kysely';
import type { ChannelOverview, Clock, Overviews } from '../news/ports.ts';
import type { Schema } from './schema.ts';

const MAX_CHANNELS = 20;
const MAX_NAMES = 5;

/** What a workspace's channels follow and are told, and what was used there today (a UTC day, as usage is booked). */
export function createOverviews(db: Kysely<Schema>, clock: Clock): Overviews {
  return {
    async ofWorkspace(workspace) {
      const followed = await sourcesOf(db, workspace);
      const channels = followed.map(({ channel }) => channel);
      if (channels.length === 0) return [];
      const digests = await digestsOf(db, channels);
      const used = await tokensOf(db, channels, new Date(clock()).toISOString().slice(0, 10));
      return followed.map(
        ({ channel, count, titles }): ChannelOverview => ({
          channel,
          sources: { count, titles },
          digests: digests
            .filter((digest) => digest.channel === channel)
            .map(({ name, schedule, is_paused }) => `${name} (${schedule}${is_paused ? ', paused' : ''})`),
          tokensToday: used.find((row) => row.channel === channel)?.tokens ?? 0,
        }),
      );
    },
  };
}

async function sourcesOf(db: Kysely<Schema>, workspace: string) {
  const title = sql<string>`coalesce(subscription.title, source.title, source.url)`;
  return await db
    .selectFrom('subscriptions as subscription')
    .innerJoin('sources as source', 'source.id', 'subscription.source_id')
    .where('subscription.workspace', '=', workspace)
    .groupBy('subscription.channel')
    .orderBy(sql`count(*)`, 'desc')
    .limit(MAX_CHANNELS)
    .select([
      'subscription.channel',
      sql<number>`count(*)::int`.as('count'),
      sql<string[]>`(array_agg(${title} order by subscription.id))[1:${sql.lit(MAX_NAMES)}]`.as('titles'),
    ])
    .execute();
}

async function digestsOf(db: Kysely<Schema>, channels: string[]) {
  const found = db.selectFrom('digests').where('channel', 'in', channels).where('kind', '=', 'digest').orderBy('name');
  return await found.select(['channel', 'name', 'schedule', 'is_paused']).execute();
}

async function tokensOf(db: Kysely<Schema>, channels: string[], day: string) {
  const used = db.selectFrom('usage').where('channel', 'in', channels).where('day', '=', day).groupBy('channel');
  return await used.select(['channel', sql<number>`sum(input_tokens + output_tokens)::float`.as('tokens')]).execute();
}
