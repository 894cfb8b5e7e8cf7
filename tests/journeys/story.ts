import { readFileSync } from 'node:fs';
import type { ModelCall, Statement } from '../doubles/model.ts';

/** The bundled article, as a site serves it. */
export const PAGE = readFileSync(new URL('../../src/demo-article.html', import.meta.url), 'utf8');

/** The number of the sentence that holds these words. */
export function idOf({ sentences }: ModelCall, words: string): number {
  for (const [id, text] of sentences) if (text.includes(words)) return id;
  throw new Error(`no sentence holds “${words}”`);
}

/** Statements that the article holds, written as a good model would. */
export function goodStatements(call: ModelCall): Statement[] {
  const cite = (text: string, ...words: string[]) => ({ text, sentences: words.map((one) => idOf(call, one)) });
  return [
    cite(
      'Larkmoor’s harbour ferry stopped on Sunday evening after inspectors found cracked welds in two of its three boats.',
      'cracked welds in two',
    ),
    cite('Tomas Reyes of Bay Lines claimed the cracks were “cosmetic”.', 'Tomas Reyes'),
    cite('Repairs could cost as much as $2.3 million, according to the report.', 'as much as $2.3 million'),
  ];
}

/** A page around paragraphs, with what is given in its head. */
export function pageOf(title: string, paragraphs: string[], head = ''): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>`;
}
