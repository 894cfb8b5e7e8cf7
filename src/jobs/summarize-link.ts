import { z } from 'zod';
import { LINK_BOUNDS } from '../desk/overhear.ts';
import { type SummarizePorts, summarize } from '../desk/summarize.ts';
import { renderSummary } from '../desk/summary-message.ts';
import { RetryLater, UserError } from '../errors.ts';
import type { SettingsStore } from '../news/ports.ts';
import type { PostedLinks } from '../news/posted-link.ts';
import { defineJob, type JobResult } from '../queue/define-job.ts';

type Ports = SummarizePorts & {
  settings: Pick<SettingsStore, 'read'>;
  postedLinks: PostedLinks;
  retryMs: number;
  styleNames: readonly string[];
};

const payload = z.object({
  id: z.string(),
  url: z.string(),
  postTo: z.string(),
  scope: z.object({ workspace: z.string(), channel: z.string() }),
  /** What the stand-in that was posted is of; null where nothing was posted yet. */
  versionId: z.string().nullable(),
});

/** Summarizes a link that somebody posted. Nobody asked: what can't be read is left alone without a word. */
export const summarizeLink = defineJob({
  name: 'summarize-link',
  payload,
  key: ({ postTo, url, versionId }) => `${postTo} ${url}${versionId === null ? '' : ' later'}`,
  reply: () => null,

  async run(link, ports: Ports, { progress }): Promise<JobResult> {
    const { id, url, postTo, scope, versionId } = link;
    const { style, length, language } = await ports.settings.read(scope);
    const origin = versionId === null ? { kind: 'address' as const, url } : { kind: 'version' as const, id: versionId };
    const request = { origin, style, length, language, remark: null, scope };
    const { summary, modelWasDown } = await orDrop(id, ports, summarize(request, ports, progress));
    const { styleNames, retryMs } = ports;
    const message = renderSummary(summary, { styleNames, willRetry: modelWasDown, asked: language });
    if (versionId !== null) return await replace(id, message, modelWasDown, ports);
    if (!(await ports.postedLinks.keep(id, summary.article.id, LINK_BOUNDS))) return {};
    const later = { ...link, versionId: summary.article.versionId };
    return {
      deliver: [{ key: `link ${id}`, target: postTo, how: 'post', message }],
      next: modelWasDown ? [(add) => add(summarizeLink, later, { delayMs: retryMs })] : [],
    };
  },
});

/** What was read, or the error that says why it can't be; then the link counts for nothing. */
async function orDrop<T>(id: string, { postedLinks }: Ports, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) await postedLinks.drop(id);
    throw error;
  }
}

/** Takes the place of the stand-in, where that still stands. */
async function replace(id: string, message: object, modelWasDown: boolean, ports: Ports): Promise<JobResult> {
  const posted = await ports.postedLinks.findPost(id);
  if (posted === null) return {};
  if (modelWasDown || posted === 'pending') throw new RetryLater('the model is still down', ports.retryMs);
  return { deliver: [{ key: `link ${id} finished`, target: posted, how: 'amend', message }] };
}
