import type { Model, Scope } from './ports.ts';
import type { Because } from './summary.ts';

export interface Tokens {
  inputTokens: number;
  outputTokens: number;
}

/** What was used, counted together. */
export interface Used extends Tokens {
  model: string;
  calls: number;
}

/** Money per million tokens, in whatever currency the admin counts. */
export interface Price {
  model: string;
  input: number;
  output: number;
}

/** Tokens a UTC day may use at most; null = as many as are wanted. */
export interface Bounds {
  channel: number | null;
  /** For all channels of the workspace together. */
  workspace: number | null;
}

/** Tokens of models by UTC day ("2027-03-01"), channel, purpose and model. */
export interface Usage {
  add(entry: Tokens & { day: string; scope: Scope; purpose: string; model: string }): Promise<void>;
  /** From that day on, by day and model, the newest first. */
  ofWorkspace(workspace: string, from: string): Promise<(Used & { day: string })[]>;
  /** Of that day by channel and model, for the `count` channels that used most. */
  ofChannels(workspace: string, day: string, count: number): Promise<(Used & { channel: string })[]>;
}

/** Keeps calls within their bounds, in all our processes. */
export interface Budgets {
  /** A call as it is about to be made; it belongs to the day on which it is opened. */
  open(scope: Scope, bounds: Bounds): OpenCall;
  /** What today's calls have used, and what is set aside for those under way. */
  usedToday(scope: Scope): Promise<{ channel: number; workspace: number }>;
}

export interface OpenCall {
  /** Sets tokens aside, beside those set aside before; false, and nothing done, where a bound has no room for them. */
  reserve(tokens: number): Promise<boolean>;
  /** Gives back what was set aside and books what was used instead; null = nothing. */
  settle(used: (Tokens & { purpose: string; model: string }) | null): Promise<void>;
}

/** Who writes for a scope; where nobody does, why. */
export type Chosen = { model: Model } | { model: null; because: Extract<Because, 'no-model' | 'model-off'> };

/** The language models as a scope may use them. */
export interface Models {
  /** Those that may be picked. */
  names: readonly string[];
  /** The model that the scope's settings name. It books what it uses, and throws OverBudget where what is left covers no other call. */
  for(scope: Scope): Promise<Chosen>;
  /** Tokens a day by whose budget it is: the channel's (the workspace's where it has none), the workspace's, the admin's. */
  budgetsOf(scope: Scope): Promise<Bounds & { admins: number | null }>;
}
