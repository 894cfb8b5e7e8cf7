import type { StoredArticle } from '../news/article.ts';
import type { Model, Usage } from '../news/ports.ts';
import type { Prompts } from '../writing/prompt.ts';
import { extractSummary, writeSummary } from '../writing/write.ts';
import type { OnStep, SummaryRequest, SummaryWriter } from './summarize.ts';

/** The writers as the road uses them: what a call cost is booked on whoever asked. */
export function createSummaryWriter(ports: {
  model: Model | null;
  prompts: Prompts;
  usage: Usage;
  maxInputTokens: number;
}): SummaryWriter {
  const { model, prompts, usage, maxInputTokens } = ports;
  return {
    promptHash: (style, remark) => prompts.hashOf(style, remark),
    extract: extractSummary,
    async write(article: StoredArticle, request: SummaryRequest, onStep: OnStep) {
      if (!model) throw new Error('there is no model to write with');
      return await writeSummary(article, request, {
        ...{ model, prompts, maxInputTokens, onStep },
        onUsage: (used) => usage.add({ ...used, scope: request.scope, model: model.name }),
      });
    },
  };
}
