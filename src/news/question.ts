import type { Claim } from './claim.ts';
import type { Scope } from './ports.ts';
import type { Writer } from './summary.ts';

/** What a statement rests on in one version of an article. */
export interface Citation {
  versionId: string;
  sentenceIds: number[];
}

export interface AnswerClaim {
  text: string;
  origin: Claim['origin'];
  citations: Citation[];
}

export interface Answer {
  /** What was looked up: the question, and what it left to the earlier ones of its thread. */
  asked: string;
  /** None where nothing that was read holds the answer. */
  claims: AnswerClaim[];
  writer: Writer;
  /** Statements that could not be supported and were dropped. */
  leftOut: number;
  /** Statements that were replaced after a repair or by the source's own sentence. */
  repaired: number;
}

export interface NewQuestion {
  /** The ref of the reply that answers it. */
  reply: string;
  scope: Scope;
  /** The conversation it was asked in; null = it starts one. */
  thread: string | null;
  /** Who asked: their ref. */
  asker: string;
  text: string;
  answer: Answer;
}

export interface StoredQuestion extends NewQuestion {
  id: string;
  at: Date;
}

/** Questions with their answers. A channel sees its own alone. */
export interface Questions {
  /** The last ones of a conversation, the oldest first, whoever asked them; `thread` may be the reply of one of them. */
  earlier(thread: string, scope: Scope, count: number): Promise<StoredQuestion[]>;
  /** The same reply again gets another answer. Answers its id. */
  save(question: NewQuestion, at: Date): Promise<string>;
  find(id: string, scope: Scope): Promise<StoredQuestion | null>;
  purge(before: Date): Promise<void>;
}
