import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Clock, Page, Web } from '../news/ports.ts';
import type { PollOutcome, PollState, Source } from '../news/source.ts';
import { readFreshMs, readRetryAfterMs, readValidators, toConditions } from './http-caching.ts';
import { troubleOfAnswer, troubleOfBody } from './poll-trouble.ts';
import { readSource, type Told } from './read-source.ts';
import { nextPollMs } from './rhythm.ts';
import type { RobotsGate } from './robots-gate.ts';

export interface PollOptions {
  web: Web;
  robots: RobotsGate;
  clock: Clock;
  /** 0–1. */
  random: () => number;
  signal?: AbortSignal;
}

/** Feeds first, for some addresses answer as they are asked. */
export const SOURCE_HEADERS = {
  accept:
    'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5',
};

/** A permanent redirect seen this often in a row is believed: a wrong one is soon taken back. */
const MOVES_BELIEVED = 3;
const MAX_HISTORY = 20;

/** The state of a source that was never polled. */
export function newPollState(): PollState {
  return {
    etag: null,
    lastModified: null,
    bodyHash: null,
    published: [],
    ttlMs: null,
    saidMovedTo: null,
    failures: 0,
    moving: null,
  };
}

/** Asks a source once, politely. Whatever is the source's fault or the net's is an outcome; nothing is thrown but faults of ours and aborts. */
export async function poll(source: Source, state: PollState, options: PollOptions): Promise<PollOutcome> {
  const allowed = await options.robots.mayRead(source.url);
  if (allowed === 'no') return troubled('blocked', 'robotsForbid', state, options);
  if (allowed === 'unknown') return troubled('failed', 'robotsUnknown', state, options);
  const page = await getPage(source, state, options);
  if (page instanceof UserError) return troubled('failed', page.code, state, options);
  if (page.status === 304) return concluded(source, page, state, null, options);
  const trouble = troubleOfAnswer(page);
  if (trouble) return { ...trouble, ...afterTrouble(state, options, page) };
  const bodyHash = createHash('sha256').update(page.bytes).digest('hex');
  const seen = { ...state, ...readValidators(page.headers), bodyHash };
  if (bodyHash === state.bodyHash) return concluded(source, page, seen, null, options);
  const told = await readSource(source, page, options);
  if (told instanceof UserError) return troubled('failed', told.code, state, options);
  // The validators stay what they were: with new ones a 304 would then pass for health.
  if (told === null) return { ...troubleOfBody(page), ...afterTrouble(state, options, page) };
  // An index is asked for whole each time: it stays the same while what it names changes.
  const known = told.isIndex ? { ...state, etag: null, lastModified: null, bodyHash: null } : seen;
  return concluded(source, page, { ...known, ...factsOf(told, state, options.clock()) }, told, options);
}

async function getPage({ url }: Source, state: PollState, { web, signal }: PollOptions): Promise<Page | UserError> {
  try {
    return await web.get(url, { headers: { ...SOURCE_HEADERS, ...toConditions(state) }, ...(signal && { signal }) });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** What is kept of what it told. Where most items carry no date, the pace is that of the changes we saw. */
function factsOf(
  { items, ttlMs, movedTo }: Told,
  state: PollState,
  now: number,
): Pick<PollState, 'published' | 'ttlMs' | 'saidMovedTo'> {
  const dates = items.map(({ published, updated }) => Date.parse(published ?? updated ?? ''));
  const known = dates.filter((moment) => moment <= now).sort((one, other) => other - one);
  const published = known.length >= items.length / 2 && known.length > 0 ? known : [now, ...state.published];
  return { published: published.slice(0, MAX_HISTORY), ttlMs, saidMovedTo: movedTo };
}

/** The end of a poll that reached the source; `told` is null where nothing has changed. */
function concluded(source: Source, page: Page, state: PollState, told: Told | null, options: PollOptions): PollOutcome {
  const said = page.movedTo ?? state.saidMovedTo;
  const to = said === source.url ? null : said;
  const times = to !== null && to === state.moving?.to ? state.moving.times + 1 : 1;
  const hasMoved = times >= MOVES_BELIEVED;
  const moving = to === null || hasMoved ? null : { to, times };
  const next: PollState = { ...state, failures: 0, moving };
  const rest = { state: next, nextAt: nextAt(next, options, page) };
  const { items = null, title = null } = told ?? {};
  if (to !== null && hasMoved) return { kind: 'moved', to, items, title, ...rest };
  return items === null ? { kind: 'notModified', ...rest } : { kind: 'items', items, title, ...rest };
}

function troubled(kind: 'failed' | 'blocked', why: string, state: PollState, options: PollOptions): PollOutcome {
  return { kind, why, ...afterTrouble(state, options, null) };
}

function afterTrouble(
  state: PollState,
  options: PollOptions,
  page: Page | null,
): Pick<PollOutcome, 'state' | 'nextAt'> {
  const next = { ...state, failures: state.failures + 1 };
  return { state: next, nextAt: nextAt(next, options, page) };
}

function nextAt({ published, ttlMs, failures }: PollState, { clock, random }: PollOptions, page: Page | null): number {
  const now = clock();
  const headers = page?.headers ?? {};
  // An error's freshness is not the source's.
  const freshMs = failures > 0 ? null : readFreshMs(headers, now);
  const retryAfterMs = readRetryAfterMs(headers, now);
  return now + nextPollMs({ now, published, ttlMs, freshMs, retryAfterMs, failures, random: random() });
}
