import { z } from 'zod';
import { type SummarizePorts, summarize } from '../desk/summarize.ts';
import { renderSummary } from '../desk/summary-message.ts';
import { defineJob } from '../queue/define-job.ts';
import { finishSummary } from './finish-summary.ts';
import { requestFields } from './request-fields.ts';

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), url: z.url() }),
  z.object({ kind: z.literal('upload'), id: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);

export const summarizeArticle = defineJob({
  name: 'summarize-article',
  payload: z.object({ origin: originSchema, ...requestFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ reply, ...request }, ports: SummarizePorts & { retryMs: number }, { progress }) {
    const { summary, modelWasDown } = await summarize(request, ports, progress);
    const message = renderSummary(summary, { willRetry: modelWasDown, asked: request.language });
    const { style, length, language, scope } = request;
    const later = { versionId: summary.article.versionId, style, length, language, scope, reply };
    return {
      deliver: [{ key: reply, target: reply, how: 'edit', message }],
      next: modelWasDown ? [(add) => add(finishSummary, later, { delayMs: ports.retryMs })] : [],
    };
  },
});
