import { codeOf, MESSAGE_GONE, PASS_OVER, PLACE_GONE, translate } from './errors.ts';
import { webhookOf } from './pass.ts';
import type { WayOut } from './platform.ts';
import { channelRef, type Ref } from './refs.ts';

/** What is gone already is removed. */
export async function remove(place: Ref, out: WayOut): Promise<void> {
  if (place.kind === 'message') return await removeOwn(place.channel, place.message, out);
  if (place.kind !== 'reply') return;
  const reply = await out.replies.find(place.reply);
  if (!reply) return;
  const webhook = webhookOf(reply, out.clock());
  if (webhook !== null) {
    const isDone = await removed(`${webhook}/messages/${reply.message ?? '@original'}`, true, place.channel, out);
    if (isDone) return;
  }
  // A private one is gone with its pass.
  if (!reply.isPrivate && reply.message !== null) await removeOwn(place.channel, reply.message, out);
}

async function removeOwn(channel: string, message: string, out: WayOut): Promise<void> {
  await removed(`/channels/${channel}/messages/${message}`, false, channel, out);
}

/** False where the pass is over. */
async function removed(path: `/${string}`, isOpen: boolean, channel: string, { api }: WayOut): Promise<boolean> {
  try {
    await api.delete(path, { isOpen });
    return true;
  } catch (error) {
    const code = codeOf(error) ?? 0;
    if (MESSAGE_GONE.has(code) || PLACE_GONE.has(code)) return true;
    if (PASS_OVER.has(code)) return false;
    throw translate(error, { place: channelRef(channel), instead: null });
  }
}
