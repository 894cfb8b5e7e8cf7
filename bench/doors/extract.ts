import { z } from 'zod';
import { createBoundedExtractor } from '../../src/reading/bounded.ts';
import { detectLanguage } from '../../src/reading/language.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({ url: z.string().nullish(), html: z.string() });

/** {id,url,html} → the article of the page; what is not known is null. */
export function openDoor(): Door {
  const extractor = createBoundedExtractor();
  return {
    async answer(line) {
      const { url, html } = lineSchema.parse(line);
      const started = performance.now();
      const article = await extractor.extract(html, url && URL.canParse(url) ? url : 'https://file.invalid/');
      const text = article.paragraphs.join('\n\n');
      const { title, byline, site, published, extent } = article;
      const language = article.language ?? detectLanguage(text);
      const ms = Math.round((performance.now() - started) * 100) / 100;
      return { title, byline, site, published, language, text, paywalled: extent === 'paywalled', ms };
    },
    close: () => extractor.close(),
  };
}
