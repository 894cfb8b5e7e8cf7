import type { StoredArticle } from './article.ts';
import type { Claim } from './claim.ts';

export const LENGTHS = ['short', 'medium', 'long'] as const;
export type Length = (typeof LENGTHS)[number];

/** Why no model wrote it; `model-off` = a setting wants none. */
export type Because = 'no-model' | 'model-off' | 'model-down' | 'over-budget' | 'model-refused' | 'nothing-held';

/** Who wrote a summary. An extractive one says why no model did. */
export type Writer = { kind: 'model'; model: string } | { kind: 'extractive'; because: Because };

export interface Summary {
  claims: Claim[];
  /** Statements that could not be supported and were dropped. */
  leftOut: number;
  /** Statements that were replaced after a repair or by the source's own sentence. */
  repaired: number;
  writer: Writer;
  /** Primary language subtag of the claims. */
  language: string | null;
}

/** What one summary is the answer to; the same key is written once. */
export interface SummaryKey {
  versionId: string;
  style: string;
  length: Length;
  /** Language asked for; null = the article's own. */
  language: string | null;
  /** Content hash of every prompt that took part. */
  promptHash: string;
  /** The model's name, or "extractive". */
  model: string;
}

export interface StoredSummary extends Summary {
  id: string;
  article: StoredArticle;
  /** What was asked for; an extractive one knows no style, which is then ''. */
  asked: { style: string; length: Length; language: string | null };
}
