import { walk } from './contract.ts';
import { isJson, jsonsOf, textOf } from './platform.ts';
import type { Json, SlackView } from './types.ts';

export interface Found {
  element: Json;
  blockId: string;
}

/** The element with that action_id, or the button, choice or feedback button with that visible text. */
export function findElement(blocks: Json[], wanted: string): Found {
  const found = elementsIn(blocks);
  const byId = found.find(({ element }) => element.action_id === wanted);
  const byText = found.find(({ element }) => labelsOf(element).includes(wanted));
  const one = byId ?? byText;
  if (one) return one;
  const known = found.map(({ element }) => `${element.action_id} (${labelsOf(element).join(', ')})`);
  throw new Error(`nothing to press called "${wanted}"; there is: ${known.join('; ') || 'nothing'}`);
}

function elementsIn(blocks: Json[]): Found[] {
  return blocks.flatMap((block) =>
    [...walk(block)]
      .filter(({ node }) => typeof node.action_id === 'string')
      .map(({ node }) => ({ element: node, blockId: textOf(block.block_id) })),
  );
}

function labelsOf(element: Json): string[] {
  const { positive_button, negative_button, text } = element;
  return [{ text }, positive_button, negative_button]
    .map((one) => (isJson(one) && isJson(one.text) ? textOf(one.text.text) : ''))
    .filter((label) => label !== '');
}

/** What the platform says of a press or a choice. */
export function actionOf({ element, blockId }: Found, chosen: string | string[]): Json {
  const { type, action_id } = element;
  const base = { action_id, block_id: blockId, type };
  if (type === 'button' || type === 'icon_button') {
    const { text, value, style } = element;
    return { ...base, text, ...(value !== undefined ? { value } : {}), ...(style !== undefined ? { style } : {}) };
  }
  if (type === 'feedback_buttons') {
    const pressed = [element.positive_button, element.negative_button]
      .filter(isJson)
      .find((one) => one.value === chosen || (isJson(one.text) && one.text.text === chosen));
    if (!pressed) throw new Error(`no feedback button "${chosen}"`);
    return { ...base, text: pressed.text, value: pressed.value };
  }
  const { type: _, ...state } = stateOf(element, chosen);
  return { ...base, ...state, ...(element.placeholder ? { placeholder: element.placeholder } : {}) };
}

/** The state of an input after a person filled it in; null clears it. */
export function stateOf(element: Json, chosen: string | string[] | boolean | null): Json {
  const type = textOf(element.type);
  const values = Array.isArray(chosen) ? chosen : chosen === null || typeof chosen === 'boolean' ? [] : [chosen];
  const [first = null] = values;
  const options = () => values.map((value) => optionOf(element, value));
  if (type === 'checkboxes' || type === 'multi_static_select' || type === 'multi_external_select')
    return { type, selected_options: chosen === true ? jsonsOf(element.options) : options() };
  if (/^(static_select|external_select|radio_buttons|overflow)$/.test(type))
    return { type, selected_option: first === null ? null : optionOf(element, first) };
  const [, many = '', what = ''] = /^(multi_)?(conversations|channels|users)_select$/.exec(type) ?? [];
  if (what) return { type, [`selected_${many ? what : what.slice(0, -1)}`]: many ? values : first };
  if (type === 'datepicker') return { type, selected_date: first };
  if (type === 'timepicker') return { type, selected_time: first };
  if (type === 'datetimepicker') return { type, selected_date_time: first === null ? null : Number(first) };
  return { type, value: first };
}

function optionOf(element: Json, wanted: string): Json {
  const options = [
    ...jsonsOf(element.options),
    ...jsonsOf(element.option_groups).flatMap((group) => jsonsOf(group.options)),
  ];
  const isWanted = (option: Json) => option.value === wanted || (isJson(option.text) && option.text.text === wanted);
  const option = options.find(isWanted);
  if (option) return option;
  const isOpen = textOf(element.type).endsWith('external_select');
  if (isOpen) return { text: { type: 'plain_text', text: wanted, emoji: true }, value: wanted };
  throw new Error(`no option "${wanted}"; there is: ${options.map(({ value }) => value).join(', ')}`);
}

/** What is filled in before anyone touches it. */
function initialOf(element: Json): Json {
  const option = element.initial_option;
  const preset = isJson(option) ? textOf(option.value) : null;
  const single = [
    'initial_value',
    'initial_conversation',
    'initial_channel',
    'initial_user',
    'initial_date',
    'initial_time',
  ];
  const many = ['initial_conversations', 'initial_channels', 'initial_users'];
  const [one = null] = single.map((name) => element[name]).filter((value) => typeof value === 'string');
  const list = many.map((name) => element[name]).find((value) => Array.isArray(value));
  const options = jsonsOf(element.initial_options).map(({ value }) => textOf(value));
  if (options.length > 0) return stateOf(element, options);
  if (Array.isArray(list)) return stateOf(element, list.map(String));
  return stateOf(element, preset ?? one);
}

/**
 * The modal's state once the person has filled in what is given by label, block_id or action_id. As the platform's own
 * form does, refuses names that are not there and required inputs that are empty.
 */
export function fillIn(view: SlackView, given: Record<string, string | string[] | boolean>): Json {
  const open = new Set(Object.keys(given));
  const values: Record<string, Json> = {};
  const kept = isJson(view.state) && isJson(view.state.values) ? view.state.values : {};
  for (const block of view.blocks) {
    const element = block.type === 'input' ? block.element : block.accessory;
    if (!isJson(element) || typeof element.action_id !== 'string' || element.type === 'button') continue;
    const label = isJson(block.label) ? textOf(block.label.text) : '';
    const name = [label, textOf(block.block_id), element.action_id].find((one) => open.has(one));
    if (name !== undefined) open.delete(name);
    const before = kept[textOf(block.block_id)];
    const earlier = isJson(before) ? before[element.action_id] : undefined;
    const state =
      name !== undefined ? stateOf(element, given[name] ?? null) : isJson(earlier) ? earlier : initialOf(element);
    if (block.type === 'input' && block.optional !== true && isEmpty(state))
      throw new Error(`"${label}" must be filled in`);
    values[textOf(block.block_id)] = { [element.action_id]: state };
  }
  if (open.size > 0) throw new Error(`the modal has no ${[...open].join(', ')}`);
  return { values };
}

function isEmpty({ type: _, ...state }: Json): boolean {
  const [value] = Object.values(state);
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
