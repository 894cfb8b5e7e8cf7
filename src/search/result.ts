import type { TimeWindow } from './window.ts';

/** Neighbouring sentences of an article that hold much of the question. */
export interface Passage {
  articleId: string;
  articleVersionId: string;
  sentenceIds: number[];
  text: string;
  /** The share of the question's weight that stands in it, 0–1. */
  coverage: number;
}

export interface FoundArticle {
  articleId: string;
  articleVersionId: string;
  title: string | null;
  address: string | null;
  site: string | null;
  published: string | null;
  /** When it was published or, where no date is known, read. */
  at: Date;
  score: number;
  passages: Passage[];
  /** Ids of articles that tell the same text. */
  copies: string[];
}

/** The stored sentence most likely to hold the answer. */
export interface AnswerSentence {
  articleId: string;
  articleVersionId: string;
  sentenceId: number;
  text: string;
}

export interface SearchResult {
  /** Best first. */
  articles: FoundArticle[];
  /** The best of all articles, best first. */
  passages: Passage[];
  /** Null where nothing stored holds what the question says. */
  answer: AnswerSentence | null;
  /** The time the question names. */
  window: TimeWindow | null;
}
