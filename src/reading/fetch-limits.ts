import type { BodyLimits } from './body.ts';

export interface FetchLimits extends BodyLimits {
  connectMs: number;
  headersMs: number;
  /** From the first question to DNS to the last byte, redirects and all. */
  wholeMs: number;
  maxRedirects: number;
  maxHeaderBytes: number;
  maxHeaders: number;
}

export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  wholeMs: 30_000,
  maxRedirects: 5,
  maxHeaderBytes: 64 * 1024,
  maxHeaders: 200,
  maxBytes: 20_000_000,
  maxRatio: 100,
};
