import { createHash } from 'node:crypto';
import type { SourceItem } from '../news/source.ts';

/** What an item is known by: its own id, else its link, else a hash of what it says. */
export function identify(own: string | null, item: Omit<SourceItem, 'id'>): string {
  const id = own?.trim() || item.link;
  if (id) return id.slice(0, 2_000);
  const said = JSON.stringify([item.title, item.text, item.published]);
  return `sha256:${createHash('sha256').update(said).digest('hex')}`;
}

/** The primary subtag of a language tag ("en-GB", "de_AT"). */
export function primaryLanguage(tag: string | null): string | null {
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(tag?.trim() ?? '')?.[0].toLowerCase() ?? null;
}
