import { UserError } from '../errors.ts';
import type { Page } from '../news/ports.ts';
import { isChallenge } from './challenge.ts';

/** Why an answer's status says there is no article in it, or null. `markup` is the answer as text. */
export function troubleOfStatus(page: Page, markup: string): UserError | null {
  const { status } = page;
  const host = hostOf(page);
  if (status === 404 || status === 410) return new UserError('notFound', { host });
  // Bot checks come with 401, 403, 405, 429 and 503, and with 202.
  if ((status >= 400 || status === 202) && isChallenge(page, markup)) return new UserError('blocked', { host });
  if (status === 401) return new UserError('loginWall', { host });
  if (status === 402) return new UserError('paywalled', { host });
  if (status === 403 || status === 451) return new UserError('blocked', { host });
  return status >= 200 && status < 300 ? null : new UserError('serverFailed', { host, status });
}

export interface Thin {
  page: Page;
  markup: string;
  asked: string;
  words: number;
  signs: { loginForm: boolean; consent: boolean; scriptsOnly: boolean };
  extent: 'whole' | 'paywalled' | 'truncated';
}

/** News in brief is longer than this; a list's teasers and a form's remarks are shorter. */
const MIN_WORDS = 40;
/** What is seen before a paywall may be one sentence, and is still worth telling. */
const MIN_TEASER_WORDS = 20;
/** Bot checks, consent and login pages explain themselves at some length. */
const MAX_NOTICE_WORDS = 200;

/** Why a page that came well holds no article, or null when it holds one: the most telling sign first. */
export function troubleOfThinPage({ page, markup, asked, words, signs, extent }: Thin): UserError | null {
  const host = hostOf(page);
  if (words < MAX_NOTICE_WORDS) {
    if (isChallenge(page, markup)) return new UserError('blocked', { host });
    if (ledTo(CONSENT_PAGES, page.url, asked)) return new UserError('consentPage', { host });
    if (ledTo(LOGIN_PAGES, page.url, asked)) return new UserError('loginWall', { host });
  }
  if (words >= (extent === 'paywalled' ? MIN_TEASER_WORDS : MIN_WORDS)) return null;
  if (extent === 'paywalled') return new UserError('paywalled', { host });
  if (signs.scriptsOnly) return new UserError('needsScripts', { host });
  // A front page carries a cookie banner and a login form as well; what stands in an article's place links to little.
  const isNotice = countLinks(markup) < MIN_LIST_LINKS;
  if (isNotice && signs.consent) return new UserError('consentPage', { host });
  if (isNotice && signs.loginForm) return new UserError('loginWall', { host });
  return new UserError('notAnArticle', { host });
}

const MIN_LIST_LINKS = 60;

function countLinks(markup: string): number {
  return markup.match(/<a\s/gi)?.length ?? 0;
}

/** Hosts and paths to which sites send readers who have not agreed or logged in yet. */
const CONSENT_PAGES = {
  host: /^(?:consent|guce|(?:my|mijn)?privacy(?:wall|gate)?|cmp|gdpr|cookies?|zustimmung)[.-]/,
  path: /\/(?:(?:collect)?consent|cookie-?(?:wall|consent)|gdpr|privacy-?(?:gate|wall)|zustimmung)\b/i,
};
const LOGIN_PAGES = {
  host: /^(?:log-?in|sign-?in|auth|sso|accounts?|idp?)[.-]/,
  path: /\/(?:log-?in|sign-?in|logon|auth|sso|oauth2?|anmelden|connexion)\b/i,
};

function ledTo({ host, path }: { host: RegExp; path: RegExp }, url: string, asked: string): boolean {
  const [end, start] = [new URL(url), new URL(asked)];
  const isOtherHost = end.hostname !== start.hostname && host.test(end.hostname);
  return isOtherHost || (end.pathname !== start.pathname && path.test(end.pathname));
}

function hostOf(page: Page): string {
  return new URL(page.url).hostname;
}
