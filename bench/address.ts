import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { judgeAddress } from '../src/reading/address.ts';

/** Share of attacks blocked, ordinary addresses refused, and time: our check beside two others people use. */
export async function bench(): Promise<void> {
  if (!existsSync(ATTACKS)) return console.log('Left out: there is no ../shared/data/attacks beside the project.');
  const attacks = await readAttacks();
  const rows = Object.entries(guards).map(([name, allows]) => ({
    guard: name,
    'attacks blocked': `${attacks.filter((url) => !allows(url)).length}/${attacks.length}`,
    'ordinary refused': `${ORDINARY.filter((url) => !allows(url)).length}/${ORDINARY.length}`,
    'µs a check': measure(allows, [...attacks, ...ORDINARY]),
  }));
  console.table(rows);
}

const ATTACKS = new URL('../../shared/data/attacks/addresses.jsonl', import.meta.url);

type Guard = (url: string) => boolean;

const guards: Record<string, Guard> = {
  copydesk: (url) => judgeAddress(url, { allowHosts: [] }).allowed,
  "ipaddr.js, range() is 'unicast'": (url) => {
    const parsed = URL.parse(url);
    if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
    const host = parsed.hostname.replace(/^\[|\]$/g, '');
    return isIP(host) === 0 || ipaddr.process(host).range() === 'unicast';
  },
  'a pattern on the host': (url) => {
    const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
    return (
      host !== undefined && !/^(localhost$|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.)/i.test(host)
    );
  },
};

/** What must not be reached, and what an unlike parser would send elsewhere than ours. */
async function readAttacks(): Promise<string[]> {
  const lines = (await readFile(ATTACKS, 'utf8')).trim().split('\n');
  const cases = lines.map((line): { url: string; expect: string } => JSON.parse(line));
  return cases.filter(({ expect }) => expect === 'block' || expect === 'refuse').map(({ url }) => url);
}

function measure(allows: Guard, urls: string[]): string {
  const rounds = 20;
  const before = performance.now();
  for (let round = 0; round < rounds; round++) for (const url of urls) allows(url);
  return (((performance.now() - before) * 1000) / (rounds * urls.length)).toFixed(1);
}

/** News sites' and other public addresses as people paste them. */
const ORDINARY = [
  'https://www.bbc.co.uk/news/articles/c1d2e3f4g5ho',
  'https://www.nytimes.com/2025/04/09/us/politics/story.html?smid=url-share#link-1a2b',
  'https://www.theguardian.com/world/live/2025/apr/09/page?filterKeyEvents=false',
  'https://apnews.com/article/a-story-0123456789abcdef',
  'https://www.reuters.com/world/europe/story-2025-04-09/',
  'https://edition.cnn.com/2025/04/09/world/story/index.html',
  'https://news.ycombinator.com/item?id=1',
  'HTTPS://WWW.SPIEGEL.DE/ausland/story-a-1234.html',
  'https://www.lemonde.fr/international/article/2025/04/09/été_1_3210.html',
  'https://www.süddeutsche.de/politik/ein-artikel-1.23456',
  'https://www.asahi.com/articles/AST123.html',
  'https://пример.рф/новости/1',
  'https://例え.テスト.jp/記事',
  'http://www.people.com.cn/',
  'https://www.aljazeera.com:443/news/2025/4/9/story',
  'http://example.com:80/story',
  'https://medium.com/@reporter/story-0a1b',
  'https://archive.org/web/20250409/http://localhost/',
  'https://web.archive.org/web/2025/https://user:pass@example.org/',
  'https://en.wikipedia.org/wiki/127.0.0.1',
  'https://www.example.org./story',
  'https://24.hu/belfold/2025/04/09/cikk/',
  'https://9to5mac.com/2025/04/09/story/',
  'https://1.1.1.1/',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://www.n-tv.de/politik/artikel_1234.html',
  'https://news_desk.example.com/a',
  'https://local.example.com/internal/story',
  'https://t.co/AbCdEf',
  '  https://www.npr.org/2025/04/09/story  ',
  'https://elpais.com/internacional/2025-04-09/una-historia.html?ssm=TW&utm_source=x|y',
];
