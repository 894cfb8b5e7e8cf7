import { type InstantStep, nextInstant } from '../digests/instant.ts';
import { readQuietHours } from '../digests/read-schedule.ts';
import type { StateChange, StoryItem, WaitingStory } from '../news/digest-ports.ts';
import type { Scope } from '../news/ports.ts';
import type { Settings } from '../news/settings.ts';
import { composePost, isStuck, keyOf, oneAtATime, type TellingPorts } from './compose-post.ts';
import { isOpen } from './tell-story.ts';

const HOUR_MS = 60 * 60_000;
/** Where nobody set another rate. */
export const USUAL_PER_HOUR = 6;
/** One look posts no more; the next one goes on. */
const MOST_STEPS = 20;

/** Posts what a channel is told at once, within its rate; what quiet hours or the rate keep back is held, and told together later. */
export async function sendInstantly(scope: Scope, ports: TellingPorts): Promise<void> {
  await oneAtATime(scope.channel, ports.exclusive, async () => {
    if (await isStuck(scope.channel, ports)) return;
    for (let step = 0; step < MOST_STEPS; step += 1) if (!(await takeStep(scope, ports))) return;
  });
}

/** Whether another may follow. */
async function takeStep(scope: Scope, ports: TellingPorts): Promise<boolean> {
  const settings = await ports.settings.read(scope);
  const now = ports.clock();
  const takes = (item: StoryItem) => settings.instant === 'on' || item.mode === 'instant';
  const waiting = (await ports.posts.waiting(scope.channel, now)).filter(({ items }) =>
    items.filter(isOpen).some(takes),
  );
  const step = nextInstant({
    ...{ now, zone: settings.zone, quiet: settings.quiet === null ? null : readQuietHours(settings.quiet) },
    perHour: Number(settings.rate ?? USUAL_PER_HOUR),
    posted: await ports.posts.instantSince(scope.channel, now - HOUR_MS),
    waiting: waiting.map(toWaiting),
  });
  if (step.kind === 'rest') return false;
  if (step.kind === 'hold') {
    await ports.posts.commit({
      post: null,
      changes: waiting.flatMap((one) => holds(one, step.because)),
      plan: null,
      now,
    });
    return false;
  }
  await post(step, { scope, settings, waiting, now }, ports);
  return true;
}

async function post(
  step: Extract<InstantStep, { kind: 'post' | 'catchUp' }>,
  {
    scope,
    settings,
    waiting,
    now,
  }: { scope: Scope; settings: Settings; waiting: readonly WaitingStory[]; now: number },
  ports: TellingPorts,
): Promise<void> {
  const storyIds = step.kind === 'post' ? [step.storyId] : step.storyIds;
  const items = waiting.filter(({ id }) => storyIds.includes(id)).flatMap((story) => story.items.filter(isOpen));
  const chosen = new Set(items.map(({ itemId }) => itemId));
  const { zone } = settings;
  const frame = step.kind === 'post' ? { title: null, zone, notes: [] } : { title: 'What waited', zone, notes: [] };
  const key = keyOf(`instant ${scope.channel} ${[...chosen].sort().join(' ')}`);
  const takes = ({ itemId }: StoryItem) => chosen.has(itemId);
  const told = await composePost(
    { scope, settings, until: now, takes, key, frame, kind: 'instant', isUnasked: true },
    ports,
  );
  await ports.posts.commit({ post: told.post, changes: told.gathered.changes, plan: null, now });
}

function toWaiting({ id, items }: WaitingStory) {
  const open = items.filter(isOpen);
  const since = Math.min(...open.map(({ at }) => at));
  return { storyId: id, since, isHeld: open.some(({ state }) => state === 'held') };
}

function holds({ items }: WaitingStory, because: 'quiet' | 'rate'): StateChange[] {
  const reason = because === 'quiet' ? 'it is quiet here at this hour' : 'as many were posted within an hour as may be';
  return items
    .filter(({ state }) => state === 'pending')
    .map(({ subscriptionId, itemId }) => ({ subscriptionId, itemId, state: 'held', reason }));
}
