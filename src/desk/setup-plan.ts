import type { DigestPlan } from '../news/digest-ports.ts';
import type { Source } from '../news/source.ts';
import type { Followed, SubscriptionSettings } from '../news/subscription.ts';
import type { Setup } from '../sources/setup.ts';
import { titleOf } from './pick-source.ts';
import { toDigests } from './setup-digests.ts';

/** What reading a set-up in would change. What is followed and not in it stays as it is. */
export interface SetupPlan {
  add: { source: Source; settings: Partial<SubscriptionSettings> }[];
  change: { followed: Followed; settings: Partial<SubscriptionSettings> }[];
  same: number;
  onlyHere: Followed[];
}

/** `isOutline`: it came as OPML, which says nothing of filters and modes, so those stay. */
export function planSetup(setup: Setup, followed: readonly Followed[], isOutline: boolean): SetupPlan {
  const byKey = new Map(followed.map((one) => [keyOf(one.source), one]));
  const plan: SetupPlan = { add: [], change: [], same: 0, onlyHere: [] };
  const wanted = new Map(setup.sources.map((one) => [keyOf(toSource(one)), one]));
  for (const [key, one] of wanted) {
    const there = byKey.get(key);
    const settings = settingsOf(one, isOutline);
    if (!there) plan.add.push({ source: toSource(one), settings });
    else if (differs(there, settings, isOutline)) plan.change.push({ followed: there, settings });
    else plan.same += 1;
  }
  plan.onlyHere = followed.filter(({ source }) => !wanted.has(keyOf(source)));
  return plan;
}

/** A channel's set-up, as a file is to hold it; an outline has the title that is shown. */
export function toSetup(
  {
    followed,
    digests,
    settings,
  }: { followed: readonly Followed[]; digests: DigestPlan[]; settings: Setup['settings'] },
  isOutline: boolean,
): Setup {
  return {
    version: 1,
    ...(settings && { settings }),
    sources: followed.map((one) => {
      const { source, filter, mode, isPaused: paused, tag } = one;
      const title = isOutline ? (one.title ?? one.sourceTitle) : one.title;
      return {
        ...{ url: source.url, kind: source.kind, mode, paused },
        ...(source.pattern !== null && { pattern: source.pattern }),
        ...(title !== null && { title }),
        ...(tag !== null && { section: tag }),
        ...(filter !== null && { filter }),
      };
    }),
    ...(digests.length > 0 && { digests: toDigests(digests) }),
  };
}

function toSource({ url, kind, pattern }: Setup['sources'][number]): Source {
  return { url: new URL(url).href, kind, pattern: pattern ?? null };
}

function keyOf({ url, pattern }: Source): string {
  return `${url} ${pattern ?? ''}`;
}

function settingsOf(one: Setup['sources'][number], isOutline: boolean): Partial<SubscriptionSettings> {
  const { title = null, section: tag = null, filter = null, mode, paused: isPaused } = one;
  if (!isOutline) return { title, tag, filter, mode, isPaused };
  return { ...(title !== null && { title }), ...(tag !== null && { tag }) };
}

function differs(there: Followed, settings: Partial<SubscriptionSettings>, isOutline: boolean): boolean {
  const { title, ...rest } = settings;
  // An outline names what the source calls itself as well.
  const isTitled = title === undefined || title === there.title || (isOutline && title === titleOf(there));
  // Every key of the settings is one of the subscription's.
  return !isTitled || Object.entries(rest).some(([name, value]) => there[name as keyof typeof rest] !== value);
}
