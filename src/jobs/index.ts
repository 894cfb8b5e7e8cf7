import { finishSummary } from './finish-summary.ts';
import { forgetOld } from './forget-old.ts';
import { placeItems } from './place-items.ts';
import { pollSources } from './poll-sources.ts';
import { summarizeArticle } from './summarize-article.ts';

/** Every job a worker can do. */
export const jobs = [placeItems, summarizeArticle, finishSummary, forgetOld, pollSources] as const;
