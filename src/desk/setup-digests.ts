import { readSchedule, writeSchedule } from '../digests/read-schedule.ts';
import { nextRun } from '../digests/schedule.ts';
import { UserError } from '../errors.ts';
import type { DigestPlan, DigestPlans } from '../news/digest-ports.ts';
import type { Clock } from '../news/ports.ts';
import type { Trail } from '../news/source-ports.ts';
import type { Setup } from '../sources/setup.ts';
import { MAX_PLANS, PAUSED, resumed } from './digest-plans.ts';
import { type Changer, noteChange } from './follow.ts';
import { cut } from './item-lines.ts';

type Wanted = Pick<DigestPlan, 'kind' | 'name' | 'schedule' | 'zone' | 'tag' | 'isPaused'>;

/** What reading a set-up in would change of when a channel is told. A digest that it does not name stays. */
export interface DigestChanges {
  add: Wanted[];
  change: { was: DigestPlan; wanted: Wanted }[];
  same: number;
  onlyHere: DigestPlan[];
}

/** `zone` is the channel's. Throws UserError where a channel would have more digests than it may. */
export function planDigests(digests: Setup['digests'], there: readonly DigestPlan[], zone: string): DigestChanges {
  const byName = new Map(there.map((one) => [one.name, one]));
  const all = (digests ?? []).map((one) => toWanted(one, zone));
  const add = all.filter(({ name }) => !byName.has(name));
  if (add.length > 0 && there.length + add.length > MAX_PLANS)
    throw new UserError('tooManyDigests', { limit: MAX_PLANS });
  const both = all.flatMap((wanted) => {
    const was = byName.get(wanted.name);
    return was ? [{ was, wanted }] : [];
  });
  const change = both.filter(({ was, wanted }) => was.isPaused !== wanted.isPaused || isMoved(was, wanted));
  const onlyHere = there.filter(({ name }) => !all.some((one) => one.name === name));
  return { add, change, same: both.length - change.length, onlyHere };
}

/** No weekly account comes along with a first digest here: a file names its own. */
export async function applyDigests(
  { add, change }: DigestChanges,
  { scope, by }: Changer,
  { plans, trail, clock }: { plans: DigestPlans; trail: Trail; clock: Clock },
): Promise<void> {
  const set = async (wanted: Wanted) => {
    const now = clock();
    const nextRunAt = nextRun(readSchedule(wanted.schedule), wanted.zone, now);
    await plans.set({ ...scope, ...wanted, toldUntil: now, nextRunAt, addedBy: by });
  };
  for (const wanted of add) {
    await set(wanted);
    await noteChange(`the digest ${digestWords(wanted)} is added by an import`, { scope, by }, { trail });
  }
  for (const { was, wanted } of change) {
    if (isMoved(was, wanted)) await set(wanted);
    else await plans.change(was.id, wanted.isPaused ? PAUSED : resumed(was, clock()));
    await noteChange(`the digest ${digestWords(wanted)} is changed by an import`, { scope, by }, { trail });
  }
}

export function toDigests(plans: readonly DigestPlan[]): NonNullable<Setup['digests']> {
  return plans.map(({ name, schedule: when, zone, tag, kind, isPaused: paused }) => ({
    ...{ name, when, zone, kind, paused },
    ...(tag !== null && { section: tag }),
  }));
}

export function digestWords({ name, schedule, zone, tag, isPaused }: Wanted): string {
  return `${name}: ${schedule} (${zone})${tag === null ? '' : ` of ${cut(tag, 60)}`}${isPaused ? ', paused' : ''}`;
}

function toWanted({ name, when, zone, section, kind, paused }: NonNullable<Setup['digests']>[number], own: string) {
  const schedule = writeSchedule(readSchedule(when));
  return { name, schedule, zone: zone ?? own, tag: section ?? null, kind, isPaused: paused };
}

/** Whether it is to be told at other times or of other things: then it begins anew, as /digest schedule has it. */
function isMoved(was: DigestPlan, { kind, schedule, zone, tag }: Wanted): boolean {
  return kind !== was.kind || schedule !== was.schedule || zone !== was.zone || tag !== was.tag;
}
