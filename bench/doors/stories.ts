import { z } from 'zod';
import { fingerprintOf } from '../../src/stories/fingerprint.ts';
import { createStories } from '../../src/stories/place.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  url: z.string().nullish(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  published: z
    .union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text) / 1000)])
    .nullish(),
});

/** {id,url,title,text,published} one by one as live → {story,follows,ms}. `published` is in seconds; without it, the time of the line before. */
export function openDoor(): Door {
  const stories = createStories();
  let publishedMs = 0;
  return {
    answer(line) {
      const { id, url, title, text, published } = lineSchema.parse(line);
      if (typeof published === 'number') publishedMs = published * 1000;
      const started = performance.now();
      const reported = { id: String(id), url: url ?? '', title: title ?? '', text: text ?? '', published: publishedMs };
      const { story } = stories.place(fingerprintOf(reported));
      return { story: story.id, follows: story.follows, ms: performance.now() - started };
    },
  };
}
