import { type Platform, Refusal, textOf } from './platform.ts';
import type { Json, SlackTeam } from './types.ts';

/** About how often a workspace's bot may call a method in a minute; what is not named may be called 100 times. */
const PER_MINUTE: Record<string, number> = {
  'chat.update': 50,
  'chat.delete': 50,
  'chat.startStream': 20,
  'chat.stopStream': 20,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.list': 20,
  'users.list': 20,
};

/** Says "ratelimited" where the platform would: a message per second and channel, and the methods' tiers. */
export function checkSpent(platform: Platform, method: string, args: Json, team: SlackTeam): void {
  if (!platform.settings.limits) return;
  if (method === 'chat.postMessage') spend(platform, `${team.id} ${method} ${textOf(args.channel)}`, 1, 1000);
  else spend(platform, `${team.id} ${method}`, PER_MINUTE[method] ?? 100, 60_000);
}

function spend({ spent, clock }: Platform, key: string, most: number, windowMs: number): void {
  const now = clock();
  const recent = (spent.get(key) ?? []).filter((at) => now - at < windowMs);
  const [oldest = now] = recent;
  if (recent.length >= most) {
    const seconds = Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    throw new Refusal('ratelimited', { status: 429, headers: { 'retry-after': String(seconds) } });
  }
  spent.set(key, [...recent, now]);
}
