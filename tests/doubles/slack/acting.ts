import { actionOf, chosenState, findElement } from './elements.ts';
import { fillIn, stateWith } from './form.ts';
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
import { isJson, jsonsOf, textOf } from './platform.ts';
import { visible } from './seeing.ts';
import type { Ack, Doing, Json, OptionShown, SlackMessage, SlackView } from './types.ts';

export type Send = (payload: Json) => Promise<Ack>;

/** What a person does with commands, buttons and forms. */
export function acting(scene: Scene, send: Send) {
  const { platform, user, channel } = scene;
  const hook = (kind: 'command' | 'action', source: SlackMessage | null) =>
    giveHook(platform, { kind, channel: channel.id, user: user.id, source: source?.ts ?? null });
  const trigger = () => giveTrigger(platform, user.id);
  const press = (where: string, action: string, chosen: string | string[]): Doing => {
    const place = placeOf(scene, where);
    const found = findElement(jsonsOf(place.blocks), action);
    const triggerId = trigger();
    const what = actionOf(found, chosen);
    const given = chosenState(found, chosen);
    if ('hash' in place) {
      place.state = stateWith(place, given);
      return start(send, viewActionPayload(scene, place, what, triggerId));
    }
    const ids = { triggerId, responseUrl: hook('action', place), values: given ?? {} };
    return start(send, messageActionPayload(scene, place, what, ids));
  };
  const own = () => {
    if (user.isStranger)
      throw new Error(`${user.name} is of another workspace, whose people have no commands or shortcuts of ours`);
  };
  return {
    slash(line: string): Doing {
      own();
      const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
      if (!command) throw new Error(`"${line}" is no slash command`);
      const ids = { triggerId: trigger(), responseUrl: hook('command', null) };
      return start(send, slashPayload(scene, command, text, ids));
    },
    messageShortcut(callbackId: string, messageTs: string): Doing {
      own();
      const message = messageAt(scene, messageTs);
      const on = { message, responseUrl: hook('action', message) };
      return start(send, shortcutPayload(scene, callbackId, trigger(), on));
    },
    globalShortcut(callbackId: string): Doing {
      own();
      return start(send, shortcutPayload(scene, callbackId, trigger(), null));
    },
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
