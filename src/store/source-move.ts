import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Gives a source its new address. Where that is followed already, the two become one, and nobody is told anything twice. */
export async function moveSource(db: Kysely<Schema>, id: string, url: string, now: Date): Promise<void> {
  const target = await db
    .selectFrom('sources as other')
    .innerJoin('sources as moved', (join) => join.on('moved.id', '=', id))
    .whereRef('other.id', '<>', 'moved.id')
    .where('other.url', '=', url)
    .where(sql<boolean>`other.pattern is not distinct from moved.pattern`)
    .where(sql<boolean>`other.owner_channel is not distinct from moved.owner_channel`)
    .select('other.id')
    .executeTakeFirst();
  if (target) return await join(db, id, target.id, now);
  await db
    .updateTable('sources')
    .where('id', '=', id)
    .set({ url, host: new URL(url).host })
    .execute();
}

/** A channel that follows both keeps the other subscription. What became of an item stays with the item it is there. */
async function join(db: Kysely<Schema>, from: string, to: string, now: Date): Promise<void> {
  const steps = [
    sql`delete from subscriptions where source_id = ${from}
      and channel in (select channel from subscriptions where source_id = ${to})`,
    sql`update item_states set item_id = there.id from items as here, items as there
      where item_states.item_id = here.id and here.source_id = ${from}
        and there.source_id = ${to} and md5(there.identity) = md5(here.identity)`,
    sql`update items set source_id = ${to} where source_id = ${from} and not exists
      (select from items as there where there.source_id = ${to} and md5(there.identity) = md5(items.identity))`,
    sql`update subscriptions set source_id = ${to} where source_id = ${from}`,
    sql`delete from sources where id = ${from}`,
    // Whatever either side did not have before was there before.
    sql`insert into item_states (subscription_id, item_id, state, at)
      select subscription.id, item.id, 'baseline', ${now} from subscriptions as subscription
        join items as item on item.source_id = subscription.source_id
      where subscription.source_id = ${to} and subscription.is_baselined
      on conflict do nothing`,
  ];
  for (const step of steps) await step.execute(db);
}
