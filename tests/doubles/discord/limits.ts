import { randomUUID } from 'node:crypto';
import { Refusal } from './errors.ts';
import type { Found } from './routes.ts';

export interface Limits {
  /** Counts the request; throws a 429 when it is one too many. Says the headers that go with the answer. */
  count(found: Found): Record<string, string>;
  /** Notes an answer of 401, 403 or 429. */
  countInvalid(): void;
  readonly invalid: number;
}

const GLOBAL_PER_SECOND = 50;
const INVALID_MS = 10 * 60_000;

interface Window {
  id: string;
  startsAt: number;
  used: number;
}

/** Buckets by route and major parameter. Unless enforced, they are told and never empty. */
export function createLimits(now: () => number, isEnforced: boolean): Limits {
  const windows = new Map<string, Window>();
  const invalid: number[] = [];
  const use = (key: string, perMs: number): Window => {
    const known = windows.get(key);
    const isOpen = known !== undefined && now() - known.startsAt < perMs;
    const window = isOpen ? known : { id: randomUUID().slice(0, 8), startsAt: now(), used: 0 };
    window.used += 1;
    windows.set(key, window);
    return window;
  };
  return {
    count({ route, params }) {
      // Interaction callbacks and webhooks stand outside the global limit.
      if (isEnforced && !route.isOpen) checkGlobal(use('global', 1000), now());
      const { bucket } = route;
      if (!bucket) return {};
      const major = params.channel ?? params.guild ?? params.token ?? '';
      const window = use(`${route.method} ${route.path} ${major}`, bucket.perMs);
      const leftMs = Math.max(0, window.startsAt + bucket.perMs - now());
      const remaining = isEnforced ? Math.max(0, bucket.requests - window.used) : bucket.requests - 1;
      const headers = bucketHeaders({ bucket, window, remaining, leftMs, at: now() });
      if (isEnforced && window.used > bucket.requests) throw tooMany(leftMs, false, headers);
      return headers;
    },
    countInvalid: () => void invalid.push(now()),
    get invalid() {
      return invalid.filter((at) => now() - at < INVALID_MS).length;
    },
  };
}

/** A 429 with the headers that tell a client how long to wait. */
export class TooMany extends Refusal {
  headers: Record<string, string>;

  constructor(body: Record<string, unknown>, headers: Record<string, string>) {
    super(429, body);
    this.headers = headers;
  }
}

function checkGlobal({ used, startsAt }: Window, now: number): void {
  if (used > GLOBAL_PER_SECOND) throw tooMany(startsAt + 1000 - now, true, { 'x-ratelimit-global': 'true' });
}

function tooMany(leftMs: number, isGlobal: boolean, headers: Record<string, string>): TooMany {
  const seconds = Math.max(0.001, leftMs / 1000);
  return new TooMany(
    { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    { ...headers, 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': isGlobal ? 'global' : 'user' },
  );
}

function bucketHeaders(facts: {
  bucket: { requests: number };
  window: Window;
  remaining: number;
  leftMs: number;
  at: number;
}): Record<string, string> {
  return {
    'x-ratelimit-limit': String(facts.bucket.requests),
    'x-ratelimit-remaining': String(facts.remaining),
    'x-ratelimit-reset': ((facts.at + facts.leftMs) / 1000).toFixed(3),
    'x-ratelimit-reset-after': (facts.leftMs / 1000).toFixed(3),
    'x-ratelimit-bucket': facts.window.id,
  };
}
