import { walk } from './contract.ts';
import { isJson, jsonsOf, textOf } from './platform.ts';
import type { Json } from './types.ts';

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

/** The state an element has once this was chosen; null for what has none, as a button. */
export function chosenState({ element, blockId }: Found, chosen: string | string[]): Record<string, Json> | null {
  if (/button|overflow/.test(textOf(element.type)) && element.type !== 'radio_buttons') return null;
  return { [blockId]: { [textOf(element.action_id)]: stateOf(element, chosen) } };
}
