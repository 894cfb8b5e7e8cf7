import { PATIENCE_MS } from '../patience.ts';
import { acting, type Send } from './acting.ts';
import { createTelling } from './events.ts';
import { topModal } from './modals.ts';
import type { Scene } from './payloads.ts';
import type { Platform } from './platform.ts';
import { awaitThing, seen, visible } from './seeing.ts';
import { need } from './things.ts';
import type { SlackMessage, SlackPerson, SlackView } from './types.ts';

/** Someone in front of a channel. */
export function createPerson(platform: Platform, userId: string, channelId: string, send: Send): SlackPerson {
  const user = need(platform.realm.users, userId);
  const channel = need(platform.realm.channels, channelId);
  if (channel.kind !== 'im') channel.members.add(userId);
  const scene: Scene = { platform, user, channel };
  return { user, channel, ...acting(scene, send), ...createTelling(scene, send), ...sight(scene) };
}

function sight({ platform, user, channel }: Scene) {
  const { realm } = platform;
  const all = () => visible(platform, user, channel);
  const words = () => JSON.stringify(all().map(({ ts, text, blocks }) => ({ ts, text, blocks })));
  const view = () => topModal(platform, user.id);
  const home = () => realm.homes.get(user.id) ?? null;
  return {
    sees: (threadTs?: string) => seen(platform, user, channel, threadTs),
    status: (threadTs: string) => realm.statuses.get(`${channel.id} ${threadTs}`) ?? null,
    prompts: () => realm.prompts.get(channel.id) ?? [],
    home,
    view,
    waitsFor: (fits: (message: SlackMessage) => boolean, timeoutMs = PATIENCE_MS) =>
      awaitThing(platform, () => all().find(fits), timeoutMs, words),
    waitsForView: (fits: (view: SlackView) => boolean = () => true, timeoutMs = PATIENCE_MS) =>
      awaitThing(
        platform,
        () => [view()].find((one) => one !== null && fits(one)),
        timeoutMs,
        () => JSON.stringify(view()),
      ),
    waitsForHome: (fits: (view: SlackView) => boolean = () => true, timeoutMs = PATIENCE_MS) =>
      awaitThing(
        platform,
        () => [home()].find((one) => one !== null && fits(one)),
        timeoutMs,
        () => JSON.stringify(home()),
      ),
  };
}
