import { stateOf } from './elements.ts';
import { isJson, jsonsOf, textOf } from './platform.ts';
import type { Json, SlackView } from './types.ts';

/**
 * The modal's state once the person has filled in what is given by label, block_id or action_id. As the platform's own
 * form does, refuses names that are not there and required inputs that are empty.
 */
export function fillIn(view: SlackView, given: Record<string, string | string[] | boolean>): Json {
  const open = new Set(Object.keys(given));
  const values = filled(view, (block, label, element) => {
    const name = [label, textOf(block.block_id), textOf(element.action_id)].find((one) => open.has(one));
    if (name !== undefined) open.delete(name);
    const state = name !== undefined ? stateOf(element, given[name] ?? null) : earlierOf(view, block, element);
    if (block.type === 'input' && block.optional !== true && isEmpty(state))
      throw new Error(`"${label}" must be filled in`);
    return state;
  });
  if (open.size > 0) throw new Error(`the modal has no ${[...open].join(', ')}`);
  return { values };
}

/** The view's state after one of its elements was used; what was not touched stays as it was filled in before. */
export function stateWith(view: SlackView, used: Record<string, Json> | null): Json {
  const values = filled(view, (block, _, element) => earlierOf(view, block, element));
  const kept = isJson(view.state) && isJson(view.state.values) ? view.state.values : {};
  return { values: { ...kept, ...values, ...used } };
}

function filled(view: SlackView, state: (block: Json, label: string, element: Json) => Json): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const block of view.blocks) {
    const element = block.type === 'input' ? block.element : block.accessory;
    if (
      !isJson(element) ||
      typeof element.action_id !== 'string' ||
      /^(button|overflow|image)$/.test(textOf(element.type))
    )
      continue;
    const label = isJson(block.label) ? textOf(block.label.text) : '';
    values[textOf(block.block_id)] = { [element.action_id]: state(block, label, element) };
  }
  return values;
}

function earlierOf(view: SlackView, block: Json, element: Json): Json {
  const kept = isJson(view.state) && isJson(view.state.values) ? view.state.values[textOf(block.block_id)] : undefined;
  const earlier = isJson(kept) ? kept[textOf(element.action_id)] : undefined;
  return isJson(earlier) ? earlier : initialOf(element);
}

function isEmpty({ type: _, ...state }: Json): boolean {
  const [value] = Object.values(state);
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
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
