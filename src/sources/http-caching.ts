/** What a server gave us to ask again with (RFC 9110, 8.8), as it gave it. */
interface Validators {
  etag: string | null;
  lastModified: string | null;
}

type Headers = Record<string, string>;

export function readValidators(headers: Headers): Validators {
  return { etag: headers.etag?.trim() || null, lastModified: headers['last-modified']?.trim() || null };
}

/** The headers of a request that is answered with 304 while nothing has changed. */
export function toConditions({ etag, lastModified }: Validators): Headers {
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

/** How long an answer stays fresh (RFC 9111, 4.2), ms; null where it doesn't say, 0 where it says not at all. */
export function readFreshMs(headers: Headers, now: number): number | null {
  const control = headers['cache-control']?.toLowerCase() ?? '';
  if (/\bno-(?:cache|store)\b/.test(control)) return 0;
  const ageMs = toSeconds(headers.age) ?? 0;
  const maxAge = toSeconds(/\bmax-age\s*=\s*"?(\d+)/.exec(control)?.[1]);
  if (maxAge !== null) return Math.max(0, maxAge - ageMs) * 1000;
  if (headers.expires === undefined) return null;
  const expires = Date.parse(headers.expires);
  // "0" and other dates that are none mean: at once.
  if (Number.isNaN(expires)) return 0;
  const from = Date.parse(headers.date ?? '');
  return Math.max(0, expires - (Number.isNaN(from) ? now : from));
}

/** How long a server asks to be left alone, ms; null where it doesn't. */
export function readRetryAfterMs(headers: Headers, now: number): number | null {
  const said = headers['retry-after']?.trim();
  if (!said) return null;
  const seconds = toSeconds(said);
  if (seconds !== null) return seconds * 1000;
  const at = Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function toSeconds(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : null;
}
