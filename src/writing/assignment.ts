import type { Model } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import type { Length } from '../news/summary.ts';
import type { Prompts } from './prompt.ts';

/** What the writers need of an article. */
export interface Written {
  title: string | null;
  sentences: Sentence[];
  language: string | null;
}

export interface Wish {
  style: string;
  length: Length;
  /** Null = the article's own. */
  language: string | null;
  /** What a reader found wrong with an earlier one. */
  remark?: string | null;
}

export interface WriterPorts {
  model: Model;
  prompts: Prompts;
  /** What one call may read. */
  maxInputTokens: number;
  onStep: (step: 'writing' | 'checking') => Promise<void>;
  signal?: AbortSignal;
}

/** How many statements a summary of each length has at most. */
export const COUNTS: Record<Length, number> = { short: 4, medium: 8, long: 14 };

/** The language to write in, as a prompt names it. */
export function languageWords({ language }: Written, wish: Wish): string {
  const wanted = wish.language ?? language;
  return wanted === null
    ? 'the article’s own'
    : (new Intl.DisplayNames('en', { type: 'language' }).of(wanted) ?? wanted);
}
