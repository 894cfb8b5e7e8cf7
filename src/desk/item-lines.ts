import type { Block } from '../chat/message.ts';
import type { SourceItem } from '../news/source.ts';

const MAX_TITLE = 150;

/** Items by their titles, a line each. */
export function titledList(items: readonly Pick<SourceItem, 'title' | 'link'>[]): Block[] {
  return items.map((item) => ({ kind: 'text', text: `• ${itemTitle(item)}` }));
}

export function itemTitle({ title, link }: Pick<SourceItem, 'title' | 'link'>, max = MAX_TITLE): string {
  return cut(title ?? link ?? 'without a title', max);
}

export function cut(text: string, max: number): string {
  return text.length > max
    ? `${text
        .slice(0, max - 1)
        .toWellFormed()
        .trimEnd()}…`
    : text;
}

/** "2026-11-24 12:30 UTC" */
export function momentWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
