import ipaddr from 'ipaddr.js';

/** Why an IP address is not on the public internet, or null when it is. Not an address at all throws. */
export function whyNotPublic(address: string): string | null {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return find(ipv4Ranges, parsed);
  // Zones name an interface of this machine.
  if (address.includes('%')) return 'link-local';
  return find(ipv6Ranges, parsed) ?? whyNotIsatap(parsed.toByteArray());
}

type Ranges = { reason: string; ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] }[];

function find(table: Ranges, address: ipaddr.IPv4 | ipaddr.IPv6): string | null {
  const row = table.find(({ ranges }) => ranges.some((range) => address.match(range)));
  return row?.reason ?? null;
}

/** IANA's special-purpose registry, and the one metadata server that stands in public space (Azure's). */
const ipv4Ranges: Ranges = toRanges({
  'this network': ['0.0.0.0/8'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  'carrier-grade NAT': ['100.64.0.0/10'],
  loopback: ['127.0.0.0/8'],
  'link-local': ['169.254.0.0/16'],
  'protocol assignments': ['192.0.0.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24'],
  documentation: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
  '6to4 relay': ['192.88.99.0/24'],
  benchmarking: ['198.18.0.0/15'],
  metadata: ['168.63.129.16/32'],
  multicast: ['224.0.0.0/4'],
  'reserved or broadcast': ['240.0.0.0/4'],
});

/** The first ranges only give the reason a name: whatever is outside 2000::/3 is refused by the row of halves after them. */
const ipv6Ranges: Ranges = toRanges({
  loopback: ['::1/128'],
  'IPv4-mapped': ['::ffff:0:0/96', '::ffff:0:0:0/96'],
  unspecified: ['::/128'],
  'IPv4-compatible': ['::/96'],
  NAT64: ['64:ff9b::/96', '64:ff9b:1::/48'],
  'unique local': ['fc00::/7'],
  'link-local': ['fe80::/10'],
  'site-local': ['fec0::/10'],
  multicast: ['ff00::/8'],
  'not global unicast': ['::/3', '4000::/2', '8000::/1'],
  'Teredo or another protocol assignment': ['2001::/23'],
  documentation: ['2001:db8::/32', '3fff::/20'],
  '6to4': ['2002::/16'],
  AS112: ['2620:4f:8000::/48'],
});

function toRanges(byReason: Record<string, string[]>): Ranges {
  return Object.entries(byReason).map(([reason, ranges]) => ({
    reason,
    ranges: ranges.map((range) => ipaddr.parseCIDR(range)),
  }));
}

/** An ISATAP address (RFC 5214) is tunnelled to the IPv4 address in its last four bytes. */
function whyNotIsatap(bytes: number[]): string | null {
  const marker = bytes.slice(8, 12).join(':');
  if (marker !== '0:0:94:254' && marker !== '2:0:94:254') return null;
  const embedded = whyNotPublic(bytes.slice(12).join('.'));
  return embedded && `ISATAP of ${embedded}`;
}
