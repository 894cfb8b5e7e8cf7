import type { Scope } from './ports.ts';

/** What is searched: what the asking channel may see, and of that only what every given bound lets through. */
export interface SearchScope extends Scope {
  articleId?: string;
  /** What a followed source brought. */
  sourceId?: string;
  /** The host of the article's address, www aside ("paper.example"). */
  site?: string;
  /** Published (or, where no date is known, first read) at or after. */
  since?: Date;
  until?: Date;
}

/** What the scope holds. Dates are null where it holds nothing. */
export interface Searched {
  articles: number;
  oldest: Date | null;
  newest: Date | null;
}

/** What a word is stemmed to in one language, and in how many of all stored articles that stands (0: in none). */
export interface SearchTerm {
  word: string;
  language: string | null;
  lexeme: string;
  articles: number;
}

/** All that is indexed. */
export interface Collection {
  articles: number;
  meanTitleWords: number;
  meanWords: number;
  /** The articles' languages, the commonest first. */
  languages: (string | null)[];
}

/** An indexed article, and where in it the terms stand: word positions count from 1, the title first. */
export interface IndexedArticle {
  articleId: string;
  versionId: string;
  at: Date;
  language: string | null;
  titleWords: number;
  /** Title and lead together end here. */
  leadEnd: number;
  words: number;
  /** Position of each sentence's first word, in the order of the sentences' ids from 1. */
  sentenceStarts: number[];
  /** Min-hashes of its word triples: the share of equal ones estimates how much of the text is the same. */
  signature: number[];
  positions: Map<string, number[]>;
}

export interface CandidateQuery {
  scope: SearchScope;
  /** A match of any of the lexemes counts this much. */
  words: { lexemes: string[]; weight: number }[];
  gains: DateGain[];
  limit: number;
}

/** What an article gains by its date: all of `weight` within the stretch of time, a third of it `days` away. */
export interface DateGain {
  from: Date;
  to: Date;
  weight: number;
  days: number;
}

/** Stored articles as search sees them. */
export interface Passages {
  /** Makes at most `max` of the articles saved since searchable. Answers how many it did. */
  catchUp(max: number): Promise<number>;
  searched(scope: SearchScope): Promise<Searched>;
  collection(): Promise<Collection>;
  /** Stems each word by the rules of each language; where it is a function word of one, that one has no term for it. */
  lookUp(words: string[], languages: (string | null)[]): Promise<SearchTerm[]>;
  /** The articles in scope that match best by a quick measure, best first. */
  candidates(query: CandidateQuery): Promise<string[]>;
  /** In no order. `lexemes` says whose positions are wanted. */
  read(articleIds: string[], lexemes: string[]): Promise<IndexedArticle[]>;
  /** Titles and addresses of versions, and the text of the sentences asked for. */
  texts(wanted: { versionId: string; sentenceIds: number[] }[]): Promise<Map<string, PassageText>>;
}

export interface PassageText {
  title: string | null;
  address: string | null;
  site: string | null;
  published: string | null;
  sentences: Map<number, string>;
}

/** Articles by their meaning, where a model for that is set up. Vectors of different models are kept apart by its name. */
export interface Vectors {
  /** Indexed articles that have no vector yet, the newest first, with the text that stands for each. */
  missing(model: string, max: number): Promise<{ articleId: string; text: string }[]>;
  save(model: string, vectors: { articleId: string; vector: number[] }[]): Promise<void>;
  /** The articles nearest in meaning, nearest first, of the newest 2,000 in scope. */
  nearest(model: string, vector: number[], scope: SearchScope, limit: number): Promise<string[]>;
}

/** Turns texts into vectors, in their order. Throws where the service can't be had. */
export interface Embedder {
  model: string;
  embed(texts: string[]): Promise<number[][]>;
}
