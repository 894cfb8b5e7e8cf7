import type { Message } from '../chat/message.ts';
import { readSchedule } from '../digests/read-schedule.ts';
import { dueWindow, nextRun } from '../digests/schedule.ts';
import type { DigestPlan, DigestPlans } from '../news/digest-ports.ts';
import type { Scope } from '../news/ports.ts';
import type { DigestWindow } from '../news/schedule.ts';
import type { Settings } from '../news/settings.ts';
import { accountOf } from './account.ts';
import { composePost, isStuck, keyOf, oneAtATime, STUCK_MS, type Takes, type TellingPorts } from './compose-post.ts';
import { zonedWords } from './moment-words.ts';

export type SendPorts = TellingPorts & { plans: DigestPlans };

/** What is still being fetched or read is waited for so long. */
const MAX_WAIT_MS = 10 * 60_000;

/**
 * Sends the digest that a plan is due for, once, however many were missed. While what was told until then is still being read it
 * does nothing yet. Where nothing is new nothing is posted.
 */
export async function sendDue(planId: string, ports: SendPorts): Promise<void> {
  const { plans, exclusive, clock } = ports;
  const plan = await plans.find(planId);
  if (!plan) return;
  await oneAtATime(plan.channel, exclusive, async () => {
    const due = await dueOf(planId, ports);
    if (due === null) return;
    const { window, next } = due;
    if (await isStuck(plan.channel, ports)) return await plans.change(planId, { nextRunAt: clock() + STUCK_MS });
    if (await isStillGathering(due.plan, window, ports)) return;
    if (due.plan.kind === 'report' && (await isDigestDue(due.plan, ports))) return;
    const moved = { id: planId, was: due.plan.toldUntil, toldUntil: window.to, nextRunAt: next };
    const decided =
      due.plan.kind === 'report' ? await decideAccount(due.plan, window, ports) : await decide(due.plan, window, ports);
    await ports.posts.commit({ ...decided, plan: moved, now: clock() });
  });
}

async function decide({ id, workspace, channel, name, zone, tag }: DigestPlan, window: DigestWindow, ports: SendPorts) {
  const scope = { workspace, channel };
  const settings = await ports.settings.read(scope);
  const frame = { title: titleOf(name, window.to, zone), zone, notes: notesOf(window, zone) };
  const takes = takesForDigest(settings, tag);
  const key = keyOf(`${id} ${window.to}`);
  const { post, gathered } = await composePost(
    { scope, settings, until: window.to, takes, key, frame, isUnasked: true },
    ports,
  );
  return { post, changes: gathered.changes };
}

async function decideAccount({ id, channel, zone }: DigestPlan, { from, to }: DigestWindow, ports: SendPorts) {
  const message = await accountOf({ channel, from, to, zone }, ports);
  const delivery = message && { key: `account ${id} ${to}`, target: channel, how: 'post' as const, message };
  return { post: null, changes: [], also: delivery ? [delivery] : [] };
}

/** Posts all that waits now. Answers how many stories that was. */
export async function sendNow(
  { scope, tag, request }: { scope: Scope; tag: string | null; request: string },
  ports: TellingPorts,
): Promise<number> {
  return await oneAtATime(scope.channel, ports.exclusive, async () => {
    const key = keyOf(`now ${request}`);
    const before = await ports.posts.find(key, scope.channel);
    if (before) return before.stories.length;
    const now = ports.clock();
    const { post, gathered } = await composeNow(scope, tag, key, ports);
    await ports.posts.commit({ post, changes: gathered.changes, plan: null, now });
    return gathered.stories.length;
  });
}

/** What /digest now would post; null where that is nothing. Changes nothing. */
export async function previewDigest(scope: Scope, tag: string | null, ports: TellingPorts): Promise<Message | null> {
  return (await composeNow(scope, tag, null, ports)).message;
}

async function composeNow(scope: Scope, tag: string | null, key: string | null, ports: TellingPorts) {
  const settings = await ports.settings.read(scope);
  const { zone } = settings;
  const until = ports.clock();
  const frame = {
    title: titleOf('Digest', until, zone),
    zone,
    notes: key === null ? ['A preview: nothing was posted.'] : [],
  };
  // Who asks for what waits gets all of it, what quiet hours hold back too.
  return await composePost({ scope, settings, until, takes: takesOfSection(tag), key, frame }, ports);
}

/** What is posted at once is no digest's. */
function takesForDigest(settings: Settings, tag: string | null): Takes {
  const isInSection = takesOfSection(tag);
  return (item) => settings.instant === null && item.mode === 'digest' && isInSection(item);
}

function takesOfSection(tag: string | null): Takes {
  const section = tag?.trim().toLowerCase() ?? null;
  return (item) => section === null || item.tag?.trim().toLowerCase() === section;
}

/** As it stands now, when it is its turn; null where another has sent it meanwhile. */
async function dueOf(planId: string, { plans, clock }: SendPorts) {
  const plan = await plans.find(planId);
  if (!plan || plan.isPaused) return null;
  const schedule = readSchedule(plan.schedule);
  const now = clock();
  const window = dueWindow(schedule, plan.zone, plan.toldUntil, now);
  const next = nextRun(schedule, plan.zone, Math.max(plan.toldUntil, window?.to ?? now));
  if (window) return { plan, window, next };
  if (next !== plan.nextRunAt) await plans.change(planId, { nextRunAt: next });
  return null;
}

async function isStillGathering(plan: DigestPlan, { to }: DigestWindow, { plans, clock }: SendPorts): Promise<boolean> {
  if (!(await plans.isGathering(plan.channel, to))) return false;
  const now = clock();
  if (plan.waitingSince === null) await plans.change(plan.id, { waitingSince: now });
  return now - (plan.waitingSince ?? now) < MAX_WAIT_MS;
}

/** The account comes after the digests that are due with it, so that it tells what became of their stories. */
async function isDigestDue({ channel }: DigestPlan, { plans, clock }: SendPorts): Promise<boolean> {
  return (await plans.due(clock())).some((one) => one.channel === channel && one.kind === 'digest');
}

function titleOf(name: string, at: number, zone: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} · ${zonedWords(at, zone)}`;
}

function notesOf({ from, isCatchUp }: DigestWindow, zone: string): string[] {
  return isCatchUp ? [`This stands for all that was due since ${zonedWords(from, zone)}.`] : [];
}
