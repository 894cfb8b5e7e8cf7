import type { HeardMessage } from '../../chat/heard.ts';
import { fileHandle } from './files.ts';
import type { SaidMessage } from './payloads.ts';
import { messageRef } from './refs.ts';
import type { Team } from './teams.ts';
import { typedText } from './text.ts';

const MAX_LINKS = 50;
const MAX_DEPTH = 12;

/** A message somebody wrote, or an app, as commands understand it. */
export function heardMessage(
  message: SaidMessage,
  channel: string,
  team: Pick<Team, 'id' | 'botUserId' | 'botId'>,
): HeardMessage {
  const { ts, thread_ts, text, blocks, attachments, files } = message;
  const said = text ?? '';
  const links = [...linksInText(said), ...linksIn(blocks), ...linksIn(attachments)];
  return {
    ref: messageRef(team.id, channel, { ts, thread: thread_ts ?? null }),
    text: typedText(said.replaceAll(`<@${team.botUserId}>`, ' ')).trim(),
    links: [...new Set(links)].slice(0, MAX_LINKS),
    files: (files ?? []).map(({ id, name, mimetype }) => ({
      name: name ?? 'file',
      type: mimetype ?? null,
      handle: fileHandle(team.id, id),
    })),
    isOurs: message.bot_id === team.botId || message.user === team.botUserId,
  };
}

function linksInText(text: string): string[] {
  const marked = [...text.matchAll(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/gi)].map(([, url]) => typedText(url ?? ''));
  const bare = text.replace(/<[^>]*>/g, ' ').match(/https?:\/\/[^\s<>"]+/gi) ?? [];
  return [...marked, ...bare.map((url) => typedText(url))].filter((url) => URL.canParse(url));
}

/** The addresses of links, link buttons and previews, wherever they stand; pictures are none. */
function linksIn(part: unknown, depth = 0): string[] {
  if (depth > MAX_DEPTH || typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((one) => linksIn(one, depth + 1));
  return Object.entries(part).flatMap(([key, value]) => {
    if (typeof value !== 'string') return linksIn(value, depth + 1);
    if (ADDRESSES.has(key)) return /^https?:\/\//i.test(value) && URL.canParse(value) ? [value] : [];
    return key === 'text' ? linksInText(value) : [];
  });
}

const ADDRESSES = new Set(['url', 'from_url', 'original_url', 'title_link', 'author_link', 'title_url']);
