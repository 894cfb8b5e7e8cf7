import { isModelError } from '../errors.ts';
import type { Model } from '../news/ports.ts';
import { carryNames, type EarlierTurn, isGrounded, leansOnEarlier } from '../search/follow-up.ts';
import { type AnswerWish, type Material, writeAnswer } from '../writing/answer.ts';
import type { Prompts } from '../writing/prompt.ts';
import type { Checked } from '../writing/repair.ts';
import { rewriteQuestion } from '../writing/rewrite-question.ts';
import type { OnAnswerStep } from './answer.ts';

/** A model as the road of a question uses it. */
export interface AnswerWriter {
  /** What one call may read. */
  maxInputTokens: number;
  /** Null where the material does not hold the answer. Throws what the model throws. */
  write(wish: AnswerWish, material: Material, model: Model, onStep: OnAnswerStep): Promise<Checked | null>;
  /** The question with what it leaves to the earlier ones; the model's way where it can be had. Throws nothing of the model's. */
  complete(question: string, earlier: readonly EarlierTurn[], model: Model | null): Promise<string>;
}

export function createAnswerWriter(ports: { prompts: Prompts; maxInputTokens: number }): AnswerWriter {
  return {
    maxInputTokens: ports.maxInputTokens,
    write: (wish, material, model, onStep) => writeAnswer(wish, material, { ...ports, model, onStep }),
    async complete(question, earlier, model) {
      if (earlier.length === 0 || !leansOnEarlier(question)) return question;
      const carried = carryNames(question, earlier);
      if (!model) return carried;
      try {
        const rewritten = await rewriteQuestion(question, earlier, { ...ports, model });
        return rewritten !== '' && isGrounded(rewritten, question, earlier) ? rewritten : carried;
      } catch (error) {
        if (isModelError(error)) return carried;
        throw error;
      }
    },
  };
}
