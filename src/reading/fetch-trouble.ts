import { errors } from 'undici';
import { UserError } from '../errors.ts';
import { tooLarge } from './body.ts';
import type { FetchLimits } from './fetch-limits.ts';

/** What went wrong on the way, in words for the person. What is no trouble of the net's is given back as it is. */
export function toUserError(error: unknown, url: string, limits: FetchLimits): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const host = URL.parse(url)?.hostname ?? url;
  if (error.name === 'TimeoutError') return new UserError('tooSlow', { host });
  const code = codeOf(error);
  if (code === null || OURS.test(code)) return error;
  if (SLOW.has(code)) return new UserError('tooSlow', { host });
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(limits);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new UserError('tooLarge', { limit: `${Math.floor(limits.maxHeaderBytes / 1024)} kB of headers` });
  }
  return new UserError('unreachable', { host });
}

const SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** Faults of our own: they must stay visible as such. */
const OURS = /^(ERR_INVALID|UND_ERR_INVALID)/;

/** Null when it is no error of the net's or the system's. */
function codeOf(error: Error): string | null {
  // What breaks the rules of HTTP comes with the parser's code, or with none.
  if (error instanceof errors.HTTPParserError) return 'UND_ERR_PARSER';
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
