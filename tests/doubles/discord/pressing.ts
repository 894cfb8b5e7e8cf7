import { type Place, start } from './calling.ts';
import type { Core } from './core.ts';
import { resolvedIds } from './interaction-payload.ts';
import { KIND } from './interactions.ts';
import { allComponents, SELECTS, TYPE } from './rules/walk.ts';
import type { Json, MessageRecord } from './state.ts';
import { type Filled, filledIn } from './submission.ts';
import type { Component, Interaction } from './types.ts';

export function press(core: Core, place: Place, messageId: string, button: string): Interaction {
  const source = visible(core, place, messageId);
  const buttons = componentsOf(source).filter(({ type }) => type === TYPE.button);
  const found = buttons.find((one) => one.custom_id === button) ?? buttons.find((one) => one.label === button);
  if (!found)
    throw new Error(`no button "${button}"; there are: ${buttons.map(({ label }) => label).join(', ') || 'none'}`);
  if (found.disabled) throw new Error(`the button "${button}" is disabled`);
  if (!found.custom_id) throw new Error(`the button "${button}" is a link: the bot hears nothing of it`);
  const data = { component_type: TYPE.button, custom_id: found.custom_id, id: found.id };
  return start(core, place, data, { kind: KIND.component, source });
}

export function choose(core: Core, place: Place, messageId: string, customId: string, values: string[]): Interaction {
  const source = visible(core, place, messageId);
  const select = componentsOf(source).find(({ type, custom_id }) => SELECTS.includes(type) && custom_id === customId);
  if (!select || select.disabled) throw new Error(`no select "${customId}" that can be used`);
  const chosen = chosenValues(select, values);
  const resolved = resolvedIds(core.state, place.channel.channel.guildId, select.type === TYPE.select ? [] : chosen);
  const data: Json = {
    component_type: select.type,
    custom_id: customId,
    id: select.id,
    values: chosen,
    ...(select.type === TYPE.select ? {} : { resolved }),
  };
  return start(core, place, data, { kind: KIND.component, source });
}

/** Sends the last modal this person was shown. */
export function submitModal(core: Core, place: Place, customId: string, fields: Filled): Interaction {
  const opener = core.interactions.lastModal(place.user.id, customId);
  if (!opener?.modal) throw new Error(`${place.user.name} was shown no modal "${customId}"`);
  const data = filledIn(core, place.channel, opener.modal, fields);
  return start(core, place, data, { kind: KIND.modal, source: opener.source, opener });
}

/** The values of options given by value or by label, as many as the select takes. */
export function chosenValues(select: Component, given: readonly string[]): string[] {
  const { options, min_values: least = 1, max_values: most = 1 } = select;
  if (given.length < least || given.length > most)
    throw new Error(`${select.custom_id} takes ${least} to ${most} values`);
  if (select.type !== TYPE.select || !options) return [...given];
  return given.map((text) => {
    const option = options.find(({ value, label }) => value === text || label === text);
    if (!option) throw new Error(`"${text}" is no option; there are: ${options.map(({ label }) => label).join(', ')}`);
    return option.value;
  });
}

function visible({ state }: Core, { user, channel }: Place, messageId: string): MessageRecord {
  const record = state.messages.get(messageId);
  const isHere = record?.message.channel_id === channel.channel.id;
  if (!record || !isHere || (record.onlyFor !== null && record.onlyFor !== user.id)) {
    throw new Error(`${user.name} sees no message ${messageId} here`);
  }
  return record;
}

function componentsOf({ message }: MessageRecord): Component[] {
  return allComponents(message.components).map(({ component }) => component);
}
