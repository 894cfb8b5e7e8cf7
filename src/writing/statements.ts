import { z } from 'zod';
import type { DraftClaim } from '../news/claim.ts';
import type { Model, ModelAnswer } from '../news/ports.ts';
import type { FilledPrompt } from './prompt.ts';

/** What every writing prompt answers with. */
const statementsSchema = z.object({
  statements: z.array(z.object({ text: z.string(), sentences: z.array(z.number().int()) })),
});

const MAX_STATEMENTS = 60;
const MAX_CHARS = 1_500;
/** One sentence rests on a few others; a list of all of them says nothing. */
const MAX_IDS = 12;

/** One call; its statements as drafts, markup and addresses taken out. Throws what the model throws. */
export async function askForStatements(
  prompt: FilledPrompt,
  { model, signal }: { model: Model; signal?: AbortSignal | undefined },
): Promise<DraftClaim[]> {
  const answer: ModelAnswer<z.infer<typeof statementsSchema>> = await model.answer({
    ...prompt,
    schema: statementsSchema,
    schemaName: 'statements',
    ...(signal ? { signal } : {}),
  });
  return answer.value.statements.slice(0, MAX_STATEMENTS).map(({ text, sentences }) => ({
    text: plain(text).slice(0, MAX_CHARS),
    sentenceIds: [...new Set(sentences)].slice(0, MAX_IDS).toSorted((a, b) => a - b),
  }));
}

/** A statement is one line of words: no list marks, no markup, no invisible characters, no mentions. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Cc}]+/gu, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '')
    .replace(/(\*\*|__|`|~~)/g, '')
    .replace(/<[@#!&][^>]*>/g, '')
    .replace(/\s*\[\d+(?:\s*,\s*\d+)*\]\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The numbered sentences as a prompt holds them. */
export function numbered(sentences: readonly { id: number; text: string }[]): string {
  return sentences.map(({ id, text }) => `${id}. ${text}`).join('\n');
}

/** Earlier statements with their sentence numbers, for a prompt that builds on them. */
export function listed(drafts: readonly DraftClaim[]): string {
  return drafts.map(({ text, sentenceIds }) => `- ${text} [${sentenceIds.join(', ')}]`).join('\n');
}
