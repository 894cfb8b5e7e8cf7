import { z } from 'zod';
import { detectLanguage } from '../../src/reading/language.ts';
import { numberSentences, splitSentences } from '../../src/reading/sentences.ts';
import { checkText } from '../../src/writing/verify.ts';
import type { Door } from '../eval.ts';

const lineSchema = z.object({ source: z.string(), text: z.string() });

/** {id, source, text} → {supported, hard, soft, evidence, ms}: whether each sentence of the text is held by the source. */
export function openDoor(): Door {
  let last = readSource('');
  return {
    answer(line) {
      const { source, text } = lineSchema.parse(line);
      // Lines about one article follow each other: it is split once.
      if (source !== last.source) last = readSource(source);
      const { sentences, language } = last;
      const started = performance.now();
      const verdict = checkText(splitSentences(text, language), sentences, { language, sourceLanguage: language });
      return { ...verdict, ms: performance.now() - started };
    },
  };
}

function readSource(source: string) {
  const language = detectLanguage(source);
  const paragraphs = source.split(/\r?\n/).filter((paragraph) => paragraph.trim() !== '');
  return { source, language, sentences: numberSentences(paragraphs, language) };
}
