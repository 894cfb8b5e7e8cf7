import type { Page } from '../news/ports.ts';
import { isChallenge } from '../reading/challenge.ts';
import { decodeText } from '../reading/charset.ts';
import { troubleOfStatus } from '../reading/page-trouble.ts';

/** What an outcome says went wrong. */
type Trouble = { kind: 'failed' | 'blocked'; why: string } | { kind: 'gone' };

const BLOCKS = new Set(['blocked', 'loginWall', 'paywalled']);

/** Why an answer's status says there is nothing to read, or null. */
export function troubleOfAnswer(page: Page): Trouble | null {
  if (page.status === 410) return { kind: 'gone' };
  const error = troubleOfStatus(page, startOf(page));
  if (error === null) return null;
  if (BLOCKS.has(error.code)) return { kind: 'blocked', why: error.code };
  return { kind: 'failed', why: page.status === 429 ? 'tooManyRequests' : error.code };
}

/** What an answer is that came well and is no source. */
export function troubleOfBody(page: Page): Trouble {
  return isChallenge(page, startOf(page)) ? { kind: 'blocked', why: 'blocked' } : { kind: 'failed', why: 'notASource' };
}

function startOf({ bytes, headers }: Page): string {
  return decodeText(bytes.subarray(0, 200_000), headers['content-type'] ?? null);
}
