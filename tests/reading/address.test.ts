import { describe, expect, test } from 'vitest';
import { judgeAddress } from '../../src/reading/address.ts';

const allowed = (url: string, resolves?: string[]) => judgeAddress(url, { allowHosts: [], resolves }).allowed;
const codeOf = (url: string) => {
  const judgement = judgeAddress(url, { allowHosts: [] });
  return judgement.allowed ? null : judgement.error.code;
};

describe('an ordinary address is read', () => {
  test.each([
    'https://www.example.org/2025/04/09/story.html?id=7&ref=home#top',
    'http://example.org',
    'HTTPS://WWW.EXAMPLE.ORG/Story',
    'https://example.org:443/story',
    'http://example.org:80/story',
    'http://example.org:443/story',
    'https://example.org./story',
    '  https://example.org/with-space-around  ',
    'https://müller.example.net/über-uns',
    'https://xn--mller-kva.example.net/',
    'https://новости.example.net/статья',
    'https://例え.example.net/記事',
    'https://news_desk.example.org/a_b',
    'https://a--b.example.org/',
    'https://10news.example.com/',
    'https://24.example.com/',
    'https://news.example/story',
    'https://ec2-203-0-113-25.compute-1.example.com/',
    'https://v1.2.3.4.example.com/',
    'https://localhost.example.org/',
    'https://local.example.org/internal/story',
    'https://internal-affairs.example.org/',
    'https://example.org/redirect?to=http://127.0.0.1/',
    'https://example.org/@reporter/story',
    'https://example.org/a\\b',
    'https://a.very.deep.sub.domain.example.co.uk/',
    'http://93.184.216.34/',
    'http://1.1.1.1/',
    'https://8.8.8.8/story',
    'http://172.15.255.255/',
    'http://172.32.0.1/',
    'http://100.63.255.255/',
    'http://100.128.0.1/',
    'http://223.255.255.255/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
    'https://[2001:4860:4860::8888]/story',
    'https://[2a00:1450:4001:81b::200e]/',
  ])('%s', (url) => {
    expect(judgeAddress(url, { allowHosts: [] })).toMatchObject({ allowed: true });
  });
});

describe('an address that is not on the public web is refused', () => {
  test.each([
    // Every way to spell an IPv4 address.
    ...['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.01/', 'http://127.1/'],
    ...['http://0x7f000001:80/', 'http://127.0.0.1./', 'http://⑫⑦.０.0.①/', 'http://127%2e0.0.1/'],
    // Every range.
    ...['http://0.0.0.0/', 'http://0.1.2.3/', 'http://10.0.0.1/', 'http://172.16.0.1/', 'http://172.31.255.255/'],
    ...['http://192.168.1.1/', 'http://100.64.0.1/', 'http://100.100.100.200/', 'http://169.254.169.254/'],
    ...[
      'http://192.0.0.192/',
      'http://192.0.2.1/',
      'http://198.51.100.7/',
      'http://203.0.113.9/',
      'http://198.18.0.1/',
    ],
    ...['http://192.88.99.1/', 'http://224.0.0.1/', 'http://240.0.0.1/', 'http://255.255.255.255/'],
    'http://168.63.129.16/',
    // IPv6, with what may be embedded in it.
    ...[
      'http://[::]/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:8.8.8.8]/',
      'http://[::10.0.0.1]/',
    ],
    ...['http://[64:ff9b::a9fe:a9fe]/', 'http://[64:ff9b:1::1]/', 'http://[2002:7f00:1::]/', 'http://[2001::1]/'],
    ...[
      'http://[2001:db8::1]/',
      'http://[3fff::1]/',
      'http://[fc00::1]/',
      'http://[fd00:ec2::254]/',
      'http://[fe80::1]/',
    ],
    ...[
      'http://[fec0::1]/',
      'http://[ff02::1]/',
      'http://[::ffff:0:127.0.0.1]/',
      'http://[4000::1]/',
      'http://[100::1]/',
    ],
    'http://[2606:2800:220:1:0:5efe:10.0.0.1]/',
    // Names that stand for this network or this machine.
    ...[
      'http://localhost/',
      'http://LOCALHOST./',
      'http://app.localhost/',
      'http://printer.local/',
      'http://intranet/',
    ],
    ...['http://db.internal/', 'http://metadata.google.internal./', 'http://nas.home.arpa/', 'http://x.onion/'],
    ...['http://metadata.tencentyun.com/', 'http://10.0.0.1.nip.io/', 'http://anything.localtest.me/'],
    ...['http://169-254-169-254.ip.example.org/', 'http://wp.10.1.2.3.example.org/', 'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/'],
  ])('%s', (url) => {
    expect(codeOf(url)).toBe('privateAddress');
  });

  test.each([
    ['ftp://example.org/', 'badUrl'],
    ['file:///etc/passwd', 'badUrl'],
    ['javascript:alert(1)', 'badUrl'],
    ['example.org/story', 'badUrl'],
    ['https://', 'badUrl'],
    ['https://exa mple.org/', 'badUrl'],
    ['https://example.org/\n@127.0.0.1/', 'badUrl'],
    ['http://[fe80::1%25eth0]/', 'badUrl'],
    ['http://256.256.256.256/', 'badUrl'],
    ['https://user@example.org/', 'credentialsInUrl'],
    ['https://user:secret@example.org/', 'credentialsInUrl'],
    ['https://example.org@10.0.0.1/', 'credentialsInUrl'],
    ['http://example.org:22/', 'badPort'],
    ['https://example.org:8443/', 'badPort'],
    ['http://a..example.org/', 'privateAddress'],
    [`http://${'a'.repeat(64)}.example.org/`, 'privateAddress'],
  ])('%s is %s', (url, code) => {
    expect(codeOf(url)).toBe(code);
  });
});

describe('the answers of DNS', () => {
  test('must all be public', () => {
    expect(allowed('https://example.org/', ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])).toBe(true);
    expect(allowed('https://example.org/', ['93.184.216.34', '10.0.0.1'])).toBe(false);
    expect(allowed('https://example.org/', ['::ffff:93.184.216.34'])).toBe(false);
    expect(allowed('https://example.org/', ['fe80::1%eth0'])).toBe(false);
    expect(allowed('https://example.org/', ['nonsense'])).toBe(false);
    expect(allowed('https://example.org/', [])).toBe(false);
  });

  test('change nothing for a name or an address that is refused itself', () => {
    expect(allowed('https://localhost/', ['93.184.216.34'])).toBe(false);
    expect(allowed('https://127.0.0.1/', ['93.184.216.34'])).toBe(false);
  });
});

describe('the allow list', () => {
  const judge = (url: string) =>
    judgeAddress(url, { allowHosts: ['127.0.0.1:8080', 'wiki.corp:443'], resolves: ['10.0.0.1'] });

  test('opens exactly the host and port it names', () => {
    expect(judge('http://127.0.0.1:8080/story').allowed).toBe(true);
    expect(judge('https://wiki.corp/page').allowed).toBe(true);
    expect(judge('http://127.0.0.1:8081/').allowed).toBe(false);
    expect(judge('http://127.0.0.1/').allowed).toBe(false);
    expect(judge('http://wiki.corp/page').allowed).toBe(false);
    expect(judge('https://a.wiki.corp/').allowed).toBe(false);
  });

  test('opens neither other schemes nor credentials', () => {
    expect(judge('ftp://127.0.0.1:8080/').allowed).toBe(false);
    expect(judge('http://me@127.0.0.1:8080/').allowed).toBe(false);
  });
});
