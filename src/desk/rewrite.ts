import { UserError } from '../errors.ts';
import type { Scope, Summaries } from '../news/ports.ts';
import { DEFAULT_SETTINGS } from '../news/settings.ts';
import type { Length, StoredSummary } from '../news/summary.ts';
import type { SummaryRequest } from './summarize.ts';

/** What a reader may say is wrong; each is told to the model in these words. */
export const COMPLAINTS = ['misses the point', 'hard to read', 'too long', 'too short', 'something is wrong'] as const;

const MAX_REMARK = 300;

/** The summary, where this scope may see it. */
export async function seen(id: string, scope: Scope, { summaries }: { summaries: Summaries }): Promise<StoredSummary> {
  const summary = await summaries.findById(id, scope);
  if (!summary) throw new UserError('goneSummary');
  return summary;
}

/** The request that wrote a summary, changed; of the same version of the article. */
export async function rewrite(
  id: string,
  change: { style: string | null; length: Length | null; remark: string | null },
  scope: Scope,
  ports: { summaries: Summaries },
): Promise<SummaryRequest> {
  const { article, asked } = await seen(id, scope, ports);
  return {
    origin: { kind: 'version', id: article.versionId },
    style: change.style ?? (asked.style || DEFAULT_SETTINGS.style),
    length: change.length ?? asked.length,
    language: asked.language,
    remark: change.remark,
    scope,
  };
}

/** A complaint as the model is told it. */
export function remarkOf(reason: string, more: string | null): string {
  return more === null ? reason : `${reason}: ${more}`.slice(0, MAX_REMARK);
}
