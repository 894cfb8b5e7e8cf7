/** Why a source could not be read, in words that follow "because"; by the codes of PollOutcome. */
const WORDS: Record<string, string> = {
  unreachable: 'its server could not be reached',
  tooSlow: 'its server took too long to answer',
  serverFailed: 'its server answered with an error of its own',
  notFound: 'its server says there is nothing at this address any more',
  blocked: 'its server does not let bots read it',
  loginWall: 'it is shown only to people who are logged in',
  paywalled: 'it is shown only to subscribers',
  robotsForbid: 'its site asks programs not to read it (robots.txt)',
  robotsUnknown: 'its site could not say whether programs may read it (robots.txt)',
  tooManyRequests: 'its server says we ask too often',
  tooManyRedirects: 'it leads from one address to the next without end',
  tooLarge: 'it is too large',
  notASource: 'what came is no feed, no sitemap and no list of articles any more',
  privateAddress: 'its address does not lead to the public web',
  badPort: 'its address has an unusual port',
};

export function troubleWords(why: string | null): string {
  return WORDS[why ?? ''] ?? 'it could not be read';
}
