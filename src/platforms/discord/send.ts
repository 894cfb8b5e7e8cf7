import { z } from 'zod';
import type { Message } from '../../chat/message.ts';
import { cleanLine, shorten } from '../text.ts';
import type { Api } from './api.ts';
import { codeOf, NOT_A_TEXT_CHANNEL } from './errors.ts';
import { asPing, formatMessage, type Payload } from './format.ts';
import { markOf, messageRef, nonceOf } from './refs.ts';

const createdSchema = z.object({ id: z.string() });

/** A message in a channel, as an answer to `after` where that is one. Throws whatever Discord says. */
export async function send(
  channel: string,
  after: string | null,
  message: Message,
  key: string,
  api: Api,
): Promise<string> {
  const formatted = formatMessage(message, markOf(key));
  const payload = after === null ? asPing(formatted, message) : formatted;
  const body = {
    ...payload,
    nonce: nonceOf(key),
    enforce_nonce: true,
    ...(after === null ? {} : { message_reference: { message_id: after, fail_if_not_exists: false } }),
  };
  try {
    return messageRef(channel, createdSchema.parse(await api.post(`/channels/${channel}/messages`, body)).id);
  } catch (error) {
    if (codeOf(error) !== NOT_A_TEXT_CHANNEL) throw error;
    return await openForumPost(channel, titleOf(message), payload, api);
  }
}

/** In a forum each message of ours opens a post of its own. */
async function openForumPost(forum: string, name: string, message: Payload, api: Api): Promise<string> {
  const opened = createdSchema.parse(await api.post(`/channels/${forum}/threads`, { name, message }));
  // A post's first message has the post's own id.
  return messageRef(opened.id, opened.id);
}

/** A line for what needs a title. */
export function titleOf({ blocks }: Message): string {
  const heading = blocks.find(({ kind }) => kind === 'heading') ?? blocks.find(({ kind }) => kind === 'text');
  return shorten(cleanLine(heading && 'text' in heading ? heading.text : ''), 100) || 'News';
}
