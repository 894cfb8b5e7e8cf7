import { z } from 'zod';
import { detectLanguage } from '../../src/reading/language.ts';
import { numberSentences, splitSentences } from '../../src/reading/sentences.ts';
import { checkText } from '../../src/writing/verify.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({ source: z.string(), text: z.string() });

/** {id, source, text} → {supported, hard, soft, evidence, ms}: whether each sentence of the text is held by the source. */
export function openDoor(): Door {
  return {
    answer(line) {
      const { source, text } = lineSchema.parse(line);
      const language = detectLanguage(source);
      const sentences = numberSentences(
        source.split(/\r?\n/).filter((paragraph) => paragraph.trim() !== ''),
        language,
      );
      const statements = splitSentences(text, language);
      const started = performance.now();
      const verdict = checkText(statements, sentences, { language, sourceLanguage: language });
      return { ...verdict, ms: performance.now() - started };
    },
  };
}
