import { z } from 'zod';
import { type SummarizePorts, summarize } from '../desk/summarize.ts';
import { renderSummary } from '../desk/summary-message.ts';
import { defineJob } from '../queue/define-job.ts';
import { finishSummary } from './finish-summary.ts';
import { readyNotice } from './ready-notice.ts';
import { requestFields } from './request-fields.ts';

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), url: z.url() }),
  z.object({ kind: z.literal('upload'), id: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('version'), id: z.string() }),
  z.object({ kind: z.literal('sample') }),
]);

export const summarizeArticle = defineJob({
  name: 'summarize-article',
  payload: z.object({ origin: originSchema, ...requestFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run(
    { reply, ...request },
    ports: SummarizePorts & { retryMs: number; styleNames: readonly string[] },
    { progress, enqueuedAt },
  ) {
    const { summary, modelWasDown } = await summarize(request, ports, progress);
    const { styleNames } = ports;
    const message = renderSummary(summary, { styleNames, willRetry: modelWasDown, asked: request.language });
    const { origin: _, ...fields } = request;
    const later = { versionId: summary.article.versionId, ...fields, reply };
    const { title } = summary.article;
    const what = `The summary of ${title === null ? 'your text' : `“${title}”`}`;
    return {
      deliver: [
        { key: reply, target: reply, how: 'edit', message },
        ...readyNotice(what, reply, { clock: ports.clock, enqueuedAt }),
      ],
      next: modelWasDown ? [(add) => add(finishSummary, later, { delayMs: ports.retryMs })] : [],
    };
  },
});
