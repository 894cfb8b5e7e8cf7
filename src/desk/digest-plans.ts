import type { Block, Message } from '../chat/message.ts';
import { words } from '../chat/message.ts';
import { readSchedule, writeSchedule } from '../digests/read-schedule.ts';
import { lastRun, nextRun } from '../digests/schedule.ts';
import { UserError } from '../errors.ts';
import type { DigestPlan, DigestPlans } from '../news/digest-ports.ts';
import type { Clock, Scope, SettingsStore } from '../news/ports.ts';
import type { Schedule } from '../news/schedule.ts';
import type { Trail } from '../news/source-ports.ts';
import { type Changer, noteChange } from './follow.ts';
import { cut } from './item-lines.ts';
import { zonedWords } from './moment-words.ts';

export type PlanPorts = { plans: DigestPlans; trail: Trail };

/** Of a channel. */
export const MAX_PLANS = 20;
const MAX_NAME = 60;
/** Comes with the first digest of a channel, and can be taken out like one. */
const REPORT = { name: 'weekly account', schedule: 'weekly mon 09:00' };

/** Has a digest posted in a channel from now on. */
export async function schedulePlan(
  { schedule, zone, tag, name }: { schedule: Schedule; zone: string | null; tag: string | null; name: string },
  { scope, by }: Changer,
  { plans, settings, trail, clock }: PlanPorts & { settings: Pick<SettingsStore, 'read'>; clock: Clock },
): Promise<Message> {
  const there = await plans.ofChannel(scope.channel);
  const called = cut(name.trim(), MAX_NAME);
  if (there.length >= MAX_PLANS && !there.some((one) => one.name === called))
    throw new UserError('tooManyDigests', { limit: MAX_PLANS });
  const now = clock();
  const where = zone ?? (await settings.read(scope)).zone;
  const next = nextRun(schedule, where, now);
  const common = { ...scope, zone: where, toldUntil: now, addedBy: by };
  const report = readSchedule(REPORT.schedule);
  if (there.length === 0)
    await plans.set({ ...common, kind: 'report', ...REPORT, tag: null, nextRunAt: nextRun(report, where, now) });
  await plans.set({ ...common, kind: 'digest', name: called, schedule: writeSchedule(schedule), tag, nextRunAt: next });
  const times = `${writeSchedule(schedule)} (${where})`;
  await noteChange(`the digest ${called} is posted ${times}${sectionWords(tag)}`, { scope, by }, { trail });
  const first = next === null ? '' : ` Next: ${zonedWords(next, where)}.`;
  const hint =
    where === 'UTC' && zone === null ? ' /settings set zone:Europe/Berlin sets this channel’s own clock.' : '';
  return words(`“${called}” is posted here ${times}.${first}${hint}`);
}

export async function listPlans({ channel }: Scope, { plans }: { plans: DigestPlans }): Promise<Message> {
  const all = await plans.ofChannel(channel);
  const note =
    all.length === 0
      ? 'None yet. A moderator adds one with /digest schedule when:"daily 08:00".'
      : `${all.length} in all`;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Digests of this channel', url: null },
      ...all.map((plan): Block => ({ kind: 'text', text: planLine(plan) })),
      { kind: 'note', text: note },
    ],
    buttons: [],
  };
}

export async function pausePlan(name: string | null, who: Changer, { plans, trail }: PlanPorts): Promise<Message> {
  const plan = await pickPlan(name, who.scope, plans);
  await plans.change(plan.id, PAUSED);
  await noteChange(`the digest ${plan.name} is paused`, who, { trail });
  return words(`“${plan.name}” is paused. What comes meanwhile is kept for when it is resumed.`);
}

export async function resumePlan(
  name: string | null,
  who: Changer,
  { plans, trail, clock }: PlanPorts & { clock: Clock },
): Promise<Message> {
  const plan = await pickPlan(name, who.scope, plans);
  const now = clock();
  const next = nextRun(readSchedule(plan.schedule), plan.zone, now);
  if (plan.isPaused) {
    await plans.change(plan.id, resumed(plan, now));
    await noteChange(`the digest ${plan.name} is no longer paused`, who, { trail });
  }
  return words(`“${plan.name}” is posted again.${next === null ? '' : ` Next: ${zonedWords(next, plan.zone)}.`}`);
}

export const PAUSED = { isPaused: true, waitingSince: null };

/** It does not catch up at once: what waited is told at its next time. */
export function resumed({ schedule, zone, toldUntil }: DigestPlan, now: number) {
  const read = readSchedule(schedule);
  const last = lastRun(read, zone, now) ?? 0;
  return { isPaused: false, toldUntil: Math.max(toldUntil, last), nextRunAt: nextRun(read, zone, now) };
}

export async function removePlan(name: string | null, who: Changer, { plans, trail }: PlanPorts): Promise<Message> {
  const plan = await pickPlan(name, who.scope, plans);
  await plans.remove(plan.id, who.scope.channel);
  await noteChange(`the digest ${plan.name} is posted no longer`, who, { trail });
  return words(`“${plan.name}” is not posted here any more.`);
}

/** By its name; without one the only digest there is. */
async function pickPlan(name: string | null, { channel }: Scope, plans: DigestPlans): Promise<DigestPlan> {
  const all = await plans.ofChannel(channel);
  const wanted = name?.trim().toLowerCase();
  const fitting = all.filter((one) =>
    wanted === undefined ? one.kind === 'digest' : one.name.toLowerCase() === wanted,
  );
  const [only] = fitting;
  if (only && (fitting.length === 1 || wanted !== undefined)) return only;
  throw new UserError('noSuchDigest', { given: (name ?? fitting.map((one) => one.name).join('” or “')) || 'digest' });
}

function sectionWords(tag: string | null): string {
  return tag === null ? '' : ` of ${cut(tag, 60)}`;
}

function planLine({ name, schedule, zone, tag, isPaused, nextRunAt }: DigestPlan): string {
  const next = nextRunAt === null ? 'comes no more' : `next ${zonedWords(nextRunAt, zone)}`;
  const facts = [`${schedule} (${zone})`, tag === null ? null : `section ${cut(tag, 60)}`, isPaused ? 'paused' : next];
  return `${name}: ${facts.filter((fact) => fact !== null).join(' · ')}`;
}
