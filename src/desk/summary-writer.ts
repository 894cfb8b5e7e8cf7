import type { Prompts } from '../writing/prompt.ts';
import { extractSummary, writeSummary } from '../writing/write.ts';
import type { SummaryWriter } from './summarize.ts';

/** The writers as the road uses them. */
export function createSummaryWriter(ports: { prompts: Prompts; maxInputTokens: number }): SummaryWriter {
  return {
    promptHash: (style, remark) => ports.prompts.hashOf(style, remark),
    extract: extractSummary,
    write: (article, request, model, onStep) => writeSummary(article, request, { ...ports, model, onStep }),
  };
}
