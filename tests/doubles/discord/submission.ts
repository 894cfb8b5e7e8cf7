import type { Core } from './core.ts';
import { resolvedIds } from './interaction-payload.ts';
import { attachmentPayload } from './messages.ts';
import { chosenValues } from './pressing.ts';
import { allComponents, SELECTS, TYPE } from './rules/walk.ts';
import type { ChannelRecord, Json } from './state.ts';
import type { Component, Modal, UploadedFile } from './types.ts';

export type Filled = Record<string, string | string[] | boolean | UploadedFile[]>;

const RADIO = 21;
const CHECKBOXES = 22;
const CHECKBOX = 23;

/** `data` of a modal's submission: the modal's parts with what was filled in, held against their limits. */
export function filledIn(core: Core, channel: ChannelRecord, modal: Modal, fields: Filled): Json {
  const known = allComponents(modal.components).flatMap(({ component }) => component.custom_id ?? []);
  const stray = Object.keys(fields).filter((name) => !known.includes(name));
  if (stray.length > 0) throw new Error(`no such field: ${stray.join(', ')}; there are: ${known.join(', ')}`);
  const attachments: Json = {};
  const chosenIds: string[] = [];
  let counted = 0;
  const shown = (component: Component): Json => {
    counted += 1;
    const own = { type: component.type, id: component.id ?? counted };
    if (component.components) return { ...own, components: component.components.map(shown) };
    if (component.component) return { ...own, component: shown(component.component) };
    if (component.custom_id === undefined) return own;
    const filled = answerOf(core, channel, component, fields[component.custom_id], attachments);
    if (SELECTS.includes(component.type) && component.type !== TYPE.select) chosenIds.push(...idsOf(filled));
    return { ...own, custom_id: component.custom_id, ...filled };
  };
  const components = modal.components.map(shown);
  const resolved = {
    ...resolvedIds(core.state, channel.channel.guildId, chosenIds),
    ...(Object.keys(attachments).length > 0 ? { attachments } : {}),
  };
  const isResolved = Object.keys(resolved).length > 0;
  return { custom_id: modal.custom_id, components, ...(isResolved ? { resolved } : {}) };
}

function idsOf(filled: Json): string[] {
  return Array.isArray(filled.values) ? filled.values.map(String) : [];
}

function answerOf(
  core: Core,
  channel: ChannelRecord,
  component: Component,
  given: Filled[string] | undefined,
  attachments: Json,
): Json {
  if (component.type === TYPE.input) return { value: typedText(component, given) };
  if (component.type === TYPE.upload) return { values: uploads(core, channel, component, given, attachments) };
  if (component.type === CHECKBOX) return { value: given === true };
  const isRequired = component.required !== false;
  const values = given === undefined ? defaultsOf(component) : [given].flat().map(String);
  if (component.type === RADIO) return { value: oneOf(component, values[0] ?? null, isRequired) };
  if (values.length === 0 && !isRequired) return { values: [] };
  return { values: component.type === CHECKBOXES ? values : chosenValues(component, values) };
}

function defaultsOf({ options = [] }: Component): string[] {
  return options.filter((option) => option.default).map(({ value }) => value);
}

function oneOf({ custom_id, options = [] }: Component, value: string | null, isRequired: boolean): string | null {
  if (value === null && !isRequired) return null;
  const option = options.find((one) => one.value === value || one.label === value);
  if (!option) throw new Error(`"${value}" is no option of ${custom_id}`);
  return option.value;
}

/** What stands in a text field: what was typed, or what it was opened with. */
function typedText(component: Component, given: Filled[string] | undefined): string {
  const text = given === undefined ? (component.value ?? '') : String(given);
  const isEmpty = text === '';
  if (isEmpty && component.required !== false) throw new Error(`${component.custom_id} is required`);
  const { min_length: least = 0, max_length: most = 4000 } = component;
  if (!isEmpty && (text.length < least || text.length > most)) {
    throw new Error(`${component.custom_id} takes ${least} to ${most} characters, not ${text.length}`);
  }
  return text;
}

function uploads(
  { state }: Core,
  { channel }: ChannelRecord,
  { custom_id, required, min_values: least = 1, max_values: most = 1 }: Component,
  given: Filled[string] | undefined,
  attachments: Json,
): string[] {
  // A file-upload field is filled with files only.
  const files = (given ?? []) as UploadedFile[];
  const isOmitted = files.length === 0 && required === false;
  if (!isOmitted && (files.length < least || files.length > most)) {
    throw new Error(`${custom_id} takes ${least} to ${most} files`);
  }
  return files.map((file) => {
    const id = state.snowflake();
    state.files.set(id, file);
    attachments[id] = attachmentPayload(state, channel.id, id, file);
    return id;
  });
}
