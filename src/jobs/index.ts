import { addSource } from './add-source.ts';
import { answerQuestion } from './answer-question.ts';
import { confirmOffer } from './confirm-offer.ts';
import { digestNow } from './digest-now.ts';
import { finishAnswer } from './finish-answer.ts';
import { finishSummary } from './finish-summary.ts';
import { forgetOld } from './forget-old.ts';
import { indexArticles } from './index-articles.ts';
import { lookForDigests } from './look-for-digests.ts';
import { lookForEdits } from './look-for-edits.ts';
import { noteEdit } from './note-edit.ts';
import { placeItems } from './place-items.ts';
import { pollSources } from './poll-sources.ts';
import { previewImport } from './preview-import.ts';
import { sendDigest } from './send-digest.ts';
import { sendInstant } from './send-instant.ts';
import { summarizeArticle } from './summarize-article.ts';
import { summarizeLink } from './summarize-link.ts';
import { testSource } from './test-source.ts';

/** Every job a worker can do. */
export const jobs = [
  placeItems,
  lookForDigests,
  lookForEdits,
  sendDigest,
  sendInstant,
  digestNow,
  noteEdit,
  summarizeArticle,
  summarizeLink,
  finishSummary,
  answerQuestion,
  finishAnswer,
  forgetOld,
  indexArticles,
  pollSources,
  addSource,
  testSource,
  previewImport,
  confirmOffer,
] as const;
