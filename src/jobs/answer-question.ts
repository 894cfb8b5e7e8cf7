import { z } from 'zod';
import { type AnswerPorts, answerQuestion as answer } from '../desk/answer.ts';
import { renderAnswer } from '../desk/answer-message.ts';
import { defineJob } from '../queue/define-job.ts';
import { finishAnswer } from './finish-answer.ts';
import { questionFields } from './question-fields.ts';
import { readyNotice } from './ready-notice.ts';

export const answerQuestion = defineJob({
  name: 'answer-question',
  payload: z.object(questionFields),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run(request, ports: AnswerPorts & { retryMs: number }, { progress, enqueuedAt }) {
    const { reply } = request;
    const { answered, modelWasDown } = await answer(request, ports, progress);
    const message = renderAnswer(answered, { willRetry: modelWasDown });
    return {
      deliver: [
        { key: reply, target: reply, how: 'edit', message },
        ...readyNotice('The answer to your question', reply, { clock: ports.clock, enqueuedAt }),
      ],
      next: modelWasDown ? [(add) => add(finishAnswer, request, { delayMs: ports.retryMs })] : [],
    };
  },
});
