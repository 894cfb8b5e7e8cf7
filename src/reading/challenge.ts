import type { Page } from '../news/ports.ts';

/**
 * Whether an answer is a bot check instead of the page, by the marks its makers leave. Some of the marks in the markup
 * stand on ordinary pages too: only ask about errors, and about pages without an article.
 */
export function isChallenge({ headers, status }: Page, markup: string): boolean {
  const isError = status >= 400;
  if (namesCheck(headers, HEADERS) || (isError && namesCheck(headers, ERROR_HEADERS))) return true;
  // A check is a short page; a long one that holds these marks is about them.
  if (markup.length > 200_000) return false;
  return MARKUP.some((mark) => mark.test(markup)) || (isError && REFUSAL.test(markup));
}

function namesCheck(headers: Record<string, string>, marks: [string, RegExp][]): boolean {
  return marks.some(([name, value]) => value.test(headers[name] ?? ''));
}

const HEADERS: [string, RegExp][] = [
  ['cf-mitigated', /challenge/i],
  ['x-amzn-waf-action', /challenge|captcha/i],
  ['x-vercel-mitigated', /challenge|deny/i],
];

/** These come with ordinary pages of the same site as well. */
const ERROR_HEADERS: [string, RegExp][] = [
  ['x-datadome', /./],
  ['x-kpsdk-ct', /./],
  ['x-sucuri-block', /./],
];

/** Each stands on the check itself and not on the pages it guards. */
const MARKUP = [
  // Cloudflare
  /_cf_chl_opt|cf-chl-|id=["']cf-challenge|<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare)/i,
  // DataDome
  /(?:geo|ct|interstitial)\.captcha-delivery\.com/i,
  // PerimeterX
  /id=["']px-captcha|captcha\.px-(?:cdn|cloud)\.net|captcha\.perimeterx\.net/i,
  // Akamai
  /errors\.edgesuite\.net|sec-if-cpt-container|\/_sec\/cp_challenge|bm-verify=/i,
  // Imperva, Amazon, Kasada, Sucuri, Google
  /_Incapsula_Resource\?[^"']*(?:incident_id|SWUDNSAI)|Request unsuccessful\. Incapsula/i,
  /awsWafCookieDomainList|AwsWafIntegration\.|KPSDK|sucuri_cloudproxy_js|Our systems have detected unusual traffic/,
  // What sites of their own make ask, as the whole page
  /<title>[^<]{0,80}(?:are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|(?:human|bot) verification|captcha)/i,
];

/** Enough on an answer that is an error anyway. */
const REFUSAL =
  /captcha|not a robot|unusual (?:traffic|activity)|automated (?:access|requests)|enable JavaScript and cookies/i;
