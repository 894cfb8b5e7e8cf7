import { finishSummary } from './finish-summary.ts';
import { summarizeArticle } from './summarize-article.ts';

/** Every job a worker can do. */
export const jobs = [summarizeArticle, finishSummary] as const;
