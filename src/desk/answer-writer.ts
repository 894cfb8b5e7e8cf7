import { isModelError } from '../errors.ts';
import type { Model, Scope, Usage } from '../news/ports.ts';
import { carryNames, type EarlierTurn, isGrounded, leansOnEarlier } from '../search/follow-up.ts';
import { type AnswerWish, type Material, writeAnswer } from '../writing/answer.ts';
import type { Prompts } from '../writing/prompt.ts';
import type { Checked } from '../writing/repair.ts';
import { rewriteQuestion } from '../writing/rewrite-question.ts';
import type { OnAnswerStep } from './answer.ts';

/** The model as the road of a question uses it: what a call cost is booked on whoever asked. */
export interface AnswerWriter {
  /** What one call may read. */
  maxInputTokens: number;
  /** Null where the material does not hold the answer. Throws what the model throws. */
  write(wish: AnswerWish, material: Material, scope: Scope, onStep: OnAnswerStep): Promise<Checked | null>;
  /** The question with what it leaves to the earlier ones; the model's way where it can be had. Throws nothing of the model's. */
  complete(question: string, earlier: readonly EarlierTurn[], scope: Scope): Promise<string>;
}

export function createAnswerWriter(ports: {
  model: Model | null;
  prompts: Prompts;
  usage: Usage;
  maxInputTokens: number;
}): AnswerWriter {
  const { model, prompts, usage, maxInputTokens } = ports;
  const writing = (one: Model, scope: Scope) => ({
    ...{ model: one, prompts, maxInputTokens },
    onUsage: (used: { purpose: string; inputTokens: number; outputTokens: number }) =>
      usage.add({ ...used, scope, model: one.name }),
  });
  return {
    maxInputTokens,
    async write(wish, material, scope, onStep) {
      if (!model) throw new Error('there is no model to write with');
      return await writeAnswer(wish, material, { ...writing(model, scope), onStep });
    },
    async complete(question, earlier, scope) {
      if (earlier.length === 0 || !leansOnEarlier(question)) return question;
      const carried = carryNames(question, earlier);
      if (!model) return carried;
      try {
        const rewritten = await rewriteQuestion(question, earlier, writing(model, scope));
        return rewritten !== '' && isGrounded(rewritten, question, earlier) ? rewritten : carried;
      } catch (error) {
        if (isModelError(error)) return carried;
        throw error;
      }
    },
  };
}
