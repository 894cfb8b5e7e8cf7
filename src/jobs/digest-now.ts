import { z } from 'zod';
import { type Message, words } from '../chat/message.ts';
import { bounded } from '../delivery/bounded.ts';
import type { TellingPorts } from '../desk/compose-post.ts';
import type { Placer } from '../desk/placer.ts';
import { previewDigest, sendNow } from '../desk/send-digest.ts';
import { defineJob } from '../queue/define-job.ts';

const READING_MS = 30_000;
const NOTHING = 'Nothing new waits here. /source list shows what is followed, and /why what became of an article.';

/** Posts what waits in a channel, or shows it to who asks alone. */
export const digestNow = defineJob({
  name: 'digest-now',
  payload: z.object({
    scope: z.object({ workspace: z.string(), channel: z.string() }),
    tag: z.string().nullable(),
    isPreview: z.boolean(),
    reply: z.string(),
  }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ scope, tag, isPreview, reply }, ports: TellingPorts & { placer: Placer }) {
    // What came a moment ago is read first; where that takes long, what is read already is told.
    await bounded(ports.placer.run(), READING_MS, 'reading what waits').catch(() => {});
    const message = isPreview
      ? await previewDigest(scope, tag, ports)
      : said(await sendNow({ scope, tag, request: reply }, ports));
    return { deliver: [{ key: reply, target: reply, how: 'edit', message: message ?? words(NOTHING) }] };
  },
});

function said(count: number): Message | null {
  return count === 0 ? null : words(`Posted: ${count} ${count === 1 ? 'story' : 'stories'}.`);
}
