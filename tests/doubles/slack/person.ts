import { actionOf, fillIn, findElement } from './elements.ts';
import { createTelling, type Telling } from './events.ts';
import { giveHook } from './hooks.ts';
import { closeModal, giveTrigger, topModal } from './modals.ts';
import {
  closedPayload,
  messageActionPayload,
  type Scene,
  shortcutPayload,
  slashPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
} from './payloads.ts';
import { isJson, jsonsOf, type Platform, textOf } from './platform.ts';
import { awaitThing, seen, visible } from './seeing.ts';
import type { Ack, Doing, Json, OptionShown, SlackMessage, SlackPerson, SlackView } from './types.ts';
import { need } from './world.ts';

export type Send = (payload: Json) => Promise<Ack>;

/** Someone in front of a channel. */
export function createPerson(platform: Platform, userId: string, channelId: string, send: Send): SlackPerson {
  const user = need(platform.realm.users, userId);
  const channel = need(platform.realm.channels, channelId);
  if (channel.kind !== 'im') channel.members.add(userId);
  const scene: Scene = { platform, user, channel };
  const act = acting(scene, send);
  return { user, channel, ...act, ...telling(createTelling(scene, send)), ...sight(scene) };
}

function acting(scene: Scene, send: Send) {
  const { platform, user, channel } = scene;
  const hook = (kind: 'command' | 'action', source: SlackMessage | null) =>
    giveHook(platform, { kind, channel: channel.id, user: user.id, source: source?.ts ?? null });
  const trigger = () => giveTrigger(platform, user.id);
  const press = (where: string, action: string, chosen: string | string[]): Doing => {
    const place = placeOf(scene, where);
    const found = findElement(jsonsOf(place.blocks), action);
    const triggerId = trigger();
    const what = actionOf(found, chosen);
    if ('hash' in place) return start(send, viewActionPayload(scene, place, what, triggerId));
    const responseUrl = hook('action', place);
    return start(send, messageActionPayload(scene, place, what, { triggerId, responseUrl }));
  };
  return {
    slash(line: string): Doing {
      const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
      if (!command) throw new Error(`"${line}" is no slash command`);
      const ids = { triggerId: trigger(), responseUrl: hook('command', null) };
      return start(send, slashPayload(scene, command, text, ids));
    },
    messageShortcut(callbackId: string, messageTs: string): Doing {
      const message = messageAt(scene, messageTs);
      const on = { message, responseUrl: hook('action', message) };
      return start(send, shortcutPayload(scene, callbackId, trigger(), on));
    },
    globalShortcut: (callbackId: string) => start(send, shortcutPayload(scene, callbackId, trigger(), null)),
    click: (where: string, action: string) => press(where, action, action),
    select: press,
    submit(values: Record<string, string | string[] | boolean> = {}): Doing {
      const view = openView(scene);
      view.state = fillIn(view, values);
      delete view.errors;
      return start(send, submissionPayload(scene, { ...view }, trigger()));
    },
    dismiss(): Doing {
      const view = openView(scene);
      closeModal(platform, user.id, view.clear_on_close === true);
      if (view.notify_on_close === true) return start(send, closedPayload(scene, view));
      return {
        ack: Promise.resolve({ payload: null, ms: 0 }),
        payload: {},
        triggerId: null,
        responseUrl: null,
        ts: null,
      };
    },
    async options(action: string, typed: string, where?: string): Promise<OptionShown[]> {
      const place = where === undefined ? openView(scene) : placeOf(scene, where);
      const { element, blockId } = findElement(jsonsOf(place.blocks), action);
      const doing = start(send, suggestionPayload(scene, place, { ...element, block_id: blockId }, typed));
      const { payload } = await doing.ack;
      return shownOptions(payload);
    },
  };
}

function telling(tell: Telling) {
  return {
    mention: tell.mention,
    says: tell.says,
    dm: tell.dm,
    react: tell.react,
    openHome: tell.openHome,
    inviteBot: tell.inviteBot,
    joinChannel: tell.joinChannel,
    event: tell.event,
  };
}

function sight({ platform, user, channel }: Scene) {
  const { realm } = platform;
  const all = () => visible(platform, user, channel);
  const words = () => JSON.stringify(all().map(({ ts, text, blocks }) => ({ ts, text, blocks })));
  const view = () => topModal(platform, user.id);
  const home = () => realm.homes.get(user.id) ?? null;
  return {
    sees: (threadTs?: string) => seen(platform, user, channel, threadTs),
    home,
    view,
    waitsFor: (fits: (message: SlackMessage) => boolean, timeoutMs = 20_000) =>
      awaitThing(platform, () => all().find(fits), timeoutMs, words),
    waitsForView: (fits: (view: SlackView) => boolean = () => true, timeoutMs = 20_000) =>
      awaitThing(
        platform,
        () => [view()].find((one) => one !== null && fits(one)),
        timeoutMs,
        () => JSON.stringify(view()),
      ),
    waitsForHome: (fits: (view: SlackView) => boolean = () => true, timeoutMs = 20_000) =>
      awaitThing(
        platform,
        () => [home()].find((one) => one !== null && fits(one)),
        timeoutMs,
        () => JSON.stringify(home()),
      ),
  };
}

/** Sends what a person did, and hands over what there is to look at. */
export function start(send: Send, payload: Json, ts: string | null = null): Doing {
  const ack = send(payload);
  // Who does not look at the ack must not be brought down by its failing.
  ack.catch(() => {});
  const idOf = (name: string) => textOf(payload[name]) || null;
  return { ack, payload, triggerId: idOf('trigger_id'), responseUrl: idOf('response_url'), ts };
}

function placeOf(scene: Scene, where: string): SlackMessage | SlackView {
  const { realm } = scene.platform;
  const home = realm.homes.get(scene.user.id);
  const view = [...(realm.modals.get(scene.user.id) ?? []), ...(home ? [home] : [])].find(({ id }) => id === where);
  return view ?? messageAt(scene, where);
}

function messageAt({ platform, user, channel }: Scene, ts: string): SlackMessage {
  const message = visible(platform, user, channel).find((one) => one.ts === ts);
  if (!message) throw new Error(`${user.name} sees no message ${ts} in ${channel.name}`);
  return message;
}

function openView({ platform, user }: Scene): SlackView {
  const view = topModal(platform, user.id);
  if (!view) throw new Error(`no modal is open for ${user.name}`);
  return view;
}

function shownOptions(payload: unknown): OptionShown[] {
  const answer = isJson(payload) ? payload : {};
  const options = [
    ...jsonsOf(answer.options),
    ...jsonsOf(answer.option_groups).flatMap((group) => jsonsOf(group.options)),
  ];
  return options.map(({ text, value }) => ({ text: isJson(text) ? textOf(text.text) : '', value: textOf(value) }));
}
