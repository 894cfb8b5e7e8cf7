import { isIP } from 'node:net';
import { UserError } from '../errors.ts';
import { whyNotPublic } from './special-addresses.ts';
import { whyNotPublicName } from './special-names.ts';

/** What a check found. `reason` reads as a remark; `error` is what the person is told. */
export type Judgement =
  | { allowed: true; reason: string; url: URL }
  | { allowed: false; reason: string; error: UserError };

export interface JudgeOptions {
  /** Exact "host:port" pairs that may be reached whatever they are. */
  allowHosts: readonly string[];
  /** The addresses DNS gave; without them a name is judged as a name only. */
  resolves?: readonly string[] | undefined;
}

/** Would the guarded fetch connect to this address? Asks nobody: DNS's answers are an argument. */
export function judgeAddress(given: string, { allowHosts, resolves }: JudgeOptions): Judgement {
  const url = parseAddress(given);
  if (!url) return refuse('not an http(s) address', new UserError('badUrl', { given: shorten(given) }));
  if (url.username !== '' || url.password !== '') {
    return refuse('credentials in the address', new UserError('credentialsInUrl'));
  }
  if (allowHosts.includes(hostAndPort(url))) return { allowed: true, reason: 'on the allow list', url };
  // The parser leaves out the port when it is the scheme's own; the other scheme's is as good.
  if (!['', '80', '443'].includes(url.port)) {
    return refuse(`port ${url.port}`, new UserError('badPort', { port: url.port }));
  }
  const reason = whyNotPublicHost(hostOf(url), resolves);
  if (reason !== null) return refuse(reason, new UserError('privateAddress', { host: url.hostname }));
  return { allowed: true, reason: 'public', url };
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

function parseAddress(given: string): URL | null {
  const trimmed = given.trim();
  // The parser drops tabs and line breaks anywhere, which hides from a reader where an address really leads.
  if (!/^https?:/i.test(trimmed) || hasControls(trimmed)) return null;
  const url = URL.parse(trimmed);
  return url && url.hostname !== '' ? url : null;
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function whyNotPublicHost(host: string, resolves: readonly string[] | undefined): string | null {
  if (isIP(host) !== 0) return whyNotPublic(host);
  const reason = whyNotPublicName(host);
  if (reason !== null || resolves === undefined) return reason;
  if (resolves.length === 0) return 'the name leads nowhere';
  // One private answer among public ones is enough: which of them is dialled is not ours to choose.
  for (const address of resolves) {
    const why = isIP(address) === 0 ? 'not an address' : whyNotPublic(address);
    if (why !== null) return `${address} is ${why}`;
  }
  return null;
}

function refuse(reason: string, error: UserError): Judgement {
  return { allowed: false, reason, error };
}

function shorten(given: string): string {
  return given.length > 100 ? `${given.slice(0, 100)}…` : given;
}
