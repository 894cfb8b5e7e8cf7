import type { Sentence } from './sentence.ts';

/** How much of the article we saw. */
export interface Coverage {
  /** Words in the body that was read. */
  words: number;
  extent: 'whole' | 'paywalled' | 'truncated';
  /** The share read, 0–1, where the page itself says how long the whole is; else null. */
  share: number | null;
}

/** What a page, a file or a pasted text holds once it has been read. What is not known is null. */
export interface Article {
  /** The address that was asked for; null for pasted text and uploads. */
  address: string | null;
  canonicalUrl: string | null;
  title: string | null;
  byline: string | null;
  site: string | null;
  /** ISO 8601, as exact as the page says. */
  published: string | null;
  /** Primary language subtag, lower case ("en"). */
  language: string | null;
  paragraphs: string[];
  sentences: Sentence[];
  coverage: Coverage;
}

/** One stored version of an article: a changed body makes a new version of the same article. */
export interface StoredArticle extends Article {
  id: string;
  versionId: string;
  /** SHA-256 of the title and the paragraphs, hex. */
  contentHash: string;
  readAt: Date;
}
