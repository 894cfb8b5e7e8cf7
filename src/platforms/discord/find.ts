import { z } from 'zod';
import { codeOf, PLACE_GONE } from './errors.ts';
import type { WayOut } from './platform.ts';
import { openDm } from './post.ts';
import { markOf, messageRef, type Ref } from './refs.ts';

const AT_MOST = 100;
/** A try that far back is not looked for any more. */
const LOOK_BACK_MS = 3 * 60 * 60_000;

const historySchema = z.array(
  z.object({
    id: z.string(),
    timestamp: z.string(),
    author: z.object({ bot: z.boolean().optional() }),
    components: z.array(z.object({ id: z.number().optional() })).optional(),
  }),
);

/** Our message with the delivery's number, in the channel's last messages; "unknown" where they can't be read or don't reach back far enough. */
export async function findPost(place: Ref, key: string, out: WayOut): Promise<string | null | 'unknown'> {
  if (place.kind === 'reply') {
    const reply = await out.replies.find(place.reply);
    // What only one person sees stands in no history.
    if (reply?.isPrivate) return 'unknown';
  }
  if (place.kind === 'thread') return await findInThread(place, key, out);
  return await findIn(place.kind === 'person' ? await openDm(place.person, out) : place.channel, key, out);
}

/** In the thread, or beside the message where there could be none. */
async function findInThread(
  { channel, message }: { channel: string; message: string },
  key: string,
  out: WayOut,
): Promise<string | null | 'unknown'> {
  try {
    await out.api.get(`/channels/${message}`);
  } catch (error) {
    if (PLACE_GONE.has(codeOf(error) ?? 0)) return await findIn(channel, key, out);
    return 'unknown';
  }
  return await findIn(message, key, out);
}

async function findIn(channel: string, key: string, out: WayOut): Promise<string | null | 'unknown'> {
  const history = await out.api
    .get(`/channels/${channel}/messages`, { limit: String(AT_MOST) })
    .then((answer) => historySchema.parse(answer))
    .catch(() => null);
  // Without the right to read it, Discord answers an empty history.
  if (history === null || history.length === 0) return 'unknown';
  const mark = markOf(key);
  const found = history.find(({ author, components }) => author.bot && components?.[0]?.id === mark);
  if (found) return messageRef(channel, found.id);
  const oldest = Date.parse(history.at(-1)?.timestamp ?? '');
  return history.length < AT_MOST || oldest < out.clock() - LOOK_BACK_MS ? null : 'unknown';
}
