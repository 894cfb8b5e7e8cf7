import { z } from 'zod';
import { type SummarizePorts, summarize } from '../desk/summarize.ts';
import { renderSummary } from '../desk/summary-message.ts';
import { RetryLater } from '../errors.ts';
import { defineJob } from '../queue/define-job.ts';
import { requestFields } from './request-fields.ts';

/** Replaces the stand-in that was posted while the model was down, in the same message. */
export const finishSummary = defineJob({
  name: 'finish-summary',
  payload: z.object({ versionId: z.string(), ...requestFields }),
  key: ({ reply }) => reply,
  // Whoever asked has an answer already: giving up is not worth a message.
  reply: () => null,

  async run(
    { versionId, reply, ...request },
    ports: SummarizePorts & { retryMs: number; styleNames: readonly string[] },
  ) {
    const { summary, modelWasDown } = await summarize(
      { ...request, origin: { kind: 'version', id: versionId } },
      ports,
      async () => {},
    );
    if (modelWasDown) throw new RetryLater('the model is still down', ports.retryMs);
    const message = renderSummary(summary, { styleNames: ports.styleNames, asked: request.language });
    return { deliver: [{ key: `${reply} finished`, target: reply, how: 'edit', message }] };
  },
});
