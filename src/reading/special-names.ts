import { isIP } from 'node:net';
import { whyNotPublic } from './special-addresses.ts';

/** Why a host name (lower case, as a URL holds it) is no name of the public web, or null when it may be one. */
export function whyNotPublicName(host: string): string | null {
  const name = host.replace(/\.$/, '');
  const labels = name.split('.');
  if (!labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label)) || name.length > 253) return 'not a host name';
  if (labels.length === 1) return 'a name of this network';
  const zone = labels.map((_, i) => labels.slice(i).join('.')).find((suffix) => privateZones.has(suffix));
  if (zone !== undefined) return `names under ${zone} are not public`;
  return whyNotEmbedded(name);
}

/**
 * Special-use domains (RFC 6761, 6762, 7686, 8375, 9476), what networks use inside and ICANN will not delegate,
 * the metadata names of clouds, and services whose names lead to whatever address they spell, this machine's too.
 */
const privateZones = new Set(
  `localhost local localdomain internal intranet private lan home corp mail domain workgroup test invalid
  alt onion i2p arpa svc cluster consul docker kubernetes fritz.box
  metadata.google.internal metadata.tencentyun.com metadata.packet.net metadata.platformequinix.com api.metadata.cloud.ibm.com
  nip.io sslip.io xip.io traefik.me localtest.me lvh.me vcap.me lacolhost.com localho.st localh.st rbndr.us 1u.ms`.split(
    /\s+/,
  ),
);

/** A name that spells a private address ("10-0-0-1.ip.example.org") is there to lead to it. */
function whyNotEmbedded(name: string): string | null {
  for (const [spelled] of name.matchAll(/(?<![0-9])\d{1,3}([.-])\d{1,3}\1\d{1,3}\1\d{1,3}(?![0-9])/g)) {
    const address = spelled.replaceAll('-', '.');
    const reason = isIP(address) === 4 ? whyNotPublic(address) : null;
    if (reason !== null && REACHABLE.test(reason)) return `the name spells an address that is ${reason}`;
  }
  return null;
}

/** Of the special ranges, those that something may answer in: documentation's stand in names by chance. */
const REACHABLE = /^(?:private|loopback|link-local|this network|carrier-grade NAT|metadata)$/;
