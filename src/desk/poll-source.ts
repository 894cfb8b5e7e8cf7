import { createHash } from 'node:crypto';
import type { PollOutcome, SourceItem } from '../news/source.ts';
import type { ClaimedSource, PolledItem, PollRecord, Sources } from '../news/source-ports.ts';
import { judgeHealth, type PollEnding } from '../sources/health.ts';
import { newPollState, type PollOptions, poll } from '../sources/poll.ts';
import { usualGapMs } from '../sources/rhythm.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { urlKeyOf } from '../stories/url-key.ts';
import { MAX_TITLE } from './follow.ts';
import { cut } from './item-lines.ts';
import { createItemJudge } from './judge-item.ts';
import { noticeFor } from './source-notice.ts';

/** What may as well be the fault of our own line to the net. */
const NOT_REACHED = new Set(['unreachable', 'tooSlow', 'robotsUnknown']);
/** A failure of all is ours for so long; then the channels are told. */
const OUTAGE_MS = 24 * 60 * 60_000;
/** Once the line is back, nobody is to wait for a pause that was no fault of theirs. */
const OUTAGE_PAUSE_MS = 20 * 60_000;

/** Asks one source and writes down what it told, what becomes of that and how the source does. */
export async function pollSource(
  claimed: ClaimedSource,
  { sources, ...options }: PollOptions & { sources: Sources },
): Promise<{ kind: PollOutcome['kind']; newItems: number }> {
  const outcome = await confirmed(claimed, await poll(claimed.source, claimed.state, options), options);
  const now = options.clock();
  const isOutage = await looksLikeOutage(claimed, outcome, now, sources);
  const written = await sources.record(claimed, toRecord(claimed, outcome, now, isOutage));
  return { kind: outcome.kind, newItems: written?.newItems ?? 0 };
}

/** A source's own word about its new address may be a slip: it is asked there before it is believed. */
async function confirmed(claimed: ClaimedSource, outcome: PollOutcome, options: PollOptions): Promise<PollOutcome> {
  if (outcome.kind !== 'moved') return outcome;
  const there = await poll({ ...claimed.source, url: outcome.to }, newPollState(), options);
  if (there.kind === 'items') return outcome;
  const { state, nextAt, items, title } = outcome;
  return items === null ? { kind: 'notModified', state, nextAt } : { kind: 'items', items, title, state, nextAt };
}

/** Where no other source that did well was reached either, it is not this one that fails. Looked up only where it would be told. */
async function looksLikeOutage(
  { health, host }: ClaimedSource,
  outcome: PollOutcome,
  now: number,
  sources: Sources,
): Promise<boolean> {
  const { doubt } = health;
  if (outcome.kind !== 'failed' || !NOT_REACHED.has(outcome.why) || doubt === null) return false;
  if (now - doubt.since > OUTAGE_MS) return false;
  // The later half: when the line broke, one was the first to fail.
  const { asked, reached } = await sources.hostsAsked({ since: (doubt.since + now) / 2, otherThan: host });
  return asked > 0 && reached === 0;
}

function toRecord(claimed: ClaimedSource, outcome: PollOutcome, now: number, isOutage: boolean): PollRecord {
  const { state, kind, nextAt } = outcome;
  const { items, title: said } = kind === 'items' || kind === 'moved' ? outcome : { items: null, title: null };
  const title = said && cut(said, MAX_TITLE);
  const trouble = kind === 'failed' || kind === 'blocked' ? outcome.why : null;
  const movedTo = kind === 'moved' ? outcome.to : null;
  return {
    ...{ now, state, title, trouble, movedTo, judge: createItemJudge(knownUntil(claimed)) },
    nextAt: kind === 'gone' ? null : isOutage ? Math.min(nextAt, now + OUTAGE_PAUSE_MS) : nextAt,
    hasTold: ENDINGS[kind] === 'told' || ENDINGS[kind] === 'unchanged',
    wasReached: trouble === null || !NOT_REACHED.has(trouble),
    items: items?.map(toPolled) ?? null,
    conclude(newItems) {
      if (isOutage) return { health: claimed.health, tell: null };
      const { health, notice } = judgeHealth(claimed.health, {
        ...{ now, ending: ENDINGS[kind], toldNew: newItems > 0, hasMoved: movedTo !== null },
        usualGapMs: usualGapMs({ now, published: state.published }),
      });
      const url = withoutCredentials(claimed.source.url);
      const told = notice && {
        notice,
        url,
        title: title ?? claimed.title,
        trouble,
        movedTo,
        revision: claimed.revision,
      };
      return { health, tell: told && ((subscription) => noticeFor(subscription, told)) };
    },
  };
}

/** While it could not be read, something may have been told that we have yet to see. */
function knownUntil({ health, polledAt }: ClaimedSource): number | null {
  const isWell = health.doubt === null && (health.status === 'well' || health.status === 'stale');
  return isWell ? polledAt : health.lastTold;
}

const ENDINGS: Record<PollOutcome['kind'], PollEnding> = {
  items: 'told',
  moved: 'unchanged',
  notModified: 'unchanged',
  failed: 'failed',
  blocked: 'blocked',
  gone: 'gone',
};

function toPolled(item: SourceItem): PolledItem {
  const contentHash = createHash('sha256')
    .update(JSON.stringify([item.title, item.text]))
    .digest('hex');
  return { item, linkKey: item.link === null ? null : urlKeyOf(item.link), contentHash };
}
