import { z } from 'zod';
import { type AnswerPorts, answerQuestion } from '../desk/answer.ts';
import { renderAnswer } from '../desk/answer-message.ts';
import { RetryLater } from '../errors.ts';
import { defineJob } from '../queue/define-job.ts';
import { questionFields } from './question-fields.ts';

/** Replaces the quotes that were posted while the model was down, in the same message. */
export const finishAnswer = defineJob({
  name: 'finish-answer',
  payload: z.object(questionFields),
  key: ({ reply }) => reply,
  // Whoever asked has an answer already: giving up is not worth a message.
  reply: () => null,

  async run(request, ports: AnswerPorts & { retryMs: number }) {
    const { answered, modelWasDown } = await answerQuestion(request, ports, async () => {});
    if (modelWasDown) throw new RetryLater('the model is still down', ports.retryMs);
    const { reply } = request;
    return { deliver: [{ key: `${reply} finished`, target: reply, how: 'edit', message: renderAnswer(answered) }] };
  },
});
