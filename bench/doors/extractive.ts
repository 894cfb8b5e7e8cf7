import { z } from 'zod';
import { detectLanguage } from '../../src/reading/language.ts';
import { numberSentences } from '../../src/reading/sentences.ts';
import { writeExtract } from '../../src/writing/extractive.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({
  title: z.string().nullish(),
  text: z.string(),
  sentences: z.number().int().min(0),
});

/** {id, title?, text, sentences} → {id, sentences: […], ms}: so many sentences of the text, verbatim, in its order. */
export function openDoor(): Door {
  return {
    answer(line) {
      const { title, text, sentences } = lineSchema.parse(line);
      const started = performance.now();
      const extract = extractOf(title ?? null, text, sentences);
      return { sentences: extract.map((sentence) => asInText(text, sentence)), ms: performance.now() - started };
    },
  };
}

function extractOf(title: string | null, text: string, count: number): string[] {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  const language = detectLanguage(text);
  const article = { title, language, sentences: numberSentences(paragraphs, language) };
  return writeExtract(article, count).map((claim) => claim.text);
}

/** Where lines were wrapped, a sentence of ours has a space for the line break; the answer is to be found in the text as it is. */
function asInText(text: string, sentence: string): string {
  if (text.includes(sentence)) return sentence;
  const words = sentence.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(words.join('\\s+')).exec(text)?.[0] ?? sentence;
}
