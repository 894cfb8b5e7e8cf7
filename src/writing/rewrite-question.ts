import { z } from 'zod';
import type { WriterPorts } from './assignment.ts';

const questionSchema = z.object({ question: z.string() });
const MAX_CHARS = 500;

/** The question as it would be put without the conversation before it. Throws what the model throws. */
export async function rewriteQuestion(
  question: string,
  earlier: readonly { question: string; statements: readonly string[] }[],
  { prompts, model, signal }: Pick<WriterPorts, 'prompts' | 'model' | 'signal'>,
): Promise<string> {
  const lines = earlier.flatMap((turn) => [
    `Question: ${turn.question}`,
    `Answer: ${turn.statements.join(' ') || 'none'}`,
  ]);
  const prompt = prompts.fill('rewrite-question', { question, earlier: lines.join('\n') });
  const answer = await model.answer({
    ...prompt,
    schema: questionSchema,
    schemaName: 'question',
    ...(signal ? { signal } : {}),
  });
  return answer.value.question.replace(/\s+/g, ' ').trim().slice(0, MAX_CHARS);
}
