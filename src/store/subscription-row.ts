import type { Selectable } from 'kysely';
import type { StoredItem, Subscription } from '../news/subscription.ts';
import type { Schema } from './schema.ts';

export function toSubscription(row: Selectable<Schema['subscriptions']>): Subscription {
  const { id, workspace, channel, title, filter, mode, tag, visibility } = row;
  return {
    ...{ id, workspace, channel, title, filter, mode, tag, visibility },
    ...{ sourceId: row.source_id, addedBy: row.added_by, addedAt: row.added_at, isPaused: row.is_paused },
  };
}

export function toItem(row: Selectable<Schema['items']>): StoredItem {
  const { identity, link, title, author, language, text } = row;
  return {
    ...{ id: identity, identity, link, title, author, language, text },
    ...{ itemId: row.id, sourceId: row.source_id, versionId: row.version_id },
    published: row.published?.toISOString() ?? null,
    updated: row.updated?.toISOString() ?? null,
    hasContent: row.has_content,
    ...{ firstSeen: row.first_seen, changedAt: row.changed_at },
  };
}
