import { hostAndPort } from '../reading/address.ts';

/** Names of parameters that let somebody in. */
const CREDENTIAL = /^(?:.*[-_])?(?:key|apikey|token|auth|secret|password|passwd|pwd|sig|signature|session|sid|hash)$/i;

/**
 * Whether everybody could read this address, so that what it tells may be shared by all who follow it. What our own network
 * opens to us, and what holds a credential, is its channel's alone.
 */
export function isSharedAddress(address: string, allowHosts: readonly string[]): boolean {
  const url = new URL(address);
  if (allowHosts.includes(hostAndPort(url)) || url.username !== '') return false;
  return ![...url.searchParams.keys()].some((name) => CREDENTIAL.test(name));
}

/** The address as it may be shown: what lets somebody in is left out. */
export function withoutCredentials(address: string): string {
  const url = new URL(address);
  const secret = [...url.searchParams.keys()].filter((name) => CREDENTIAL.test(name));
  if (secret.length === 0) return address;
  for (const name of secret) url.searchParams.set(name, '***');
  return url.href;
}
