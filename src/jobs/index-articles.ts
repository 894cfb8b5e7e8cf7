import { z } from 'zod';
import type { Embedder, Passages, Vectors } from '../news/passages.ts';
import { defineJob } from '../queue/define-job.ts';
import { embedMissing } from '../search/embed-missing.ts';

/** How often it looks; a search takes in the few that came since by itself. */
export const INDEX_EVERY_MS = 15_000;
const AT_ONCE = 200;
const VECTORS_AT_ONCE = 32;

/** Makes stored articles searchable: by their words, and by their meaning where a model for that is set up. */
export const indexArticles = defineJob({
  name: 'index-articles',
  payload: z.object({}),
  key: () => 'index-articles',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(
    _,
    { passages, meaning }: { passages: Passages; meaning: { vectors: Vectors; embedder: Embedder } | null },
    { signal },
  ) {
    while (!signal.aborted && (await passages.catchUp(AT_ONCE)) > 0);
    if (!meaning) return {};
    while (!signal.aborted && (await embedMissing(meaning.vectors, meaning.embedder, VECTORS_AT_ONCE)) > 0);
    return {};
  },
});
