// Menus, lines and boxes that a person fills in, the same for both looks: each as `{node, read()}`.
import { button, element } from './look-parts.js';

let made = 0;

/**
 * A menu of known options `{label, value, group?, isChosen?}`. Calls back with the values once something is picked;
 * where several may be picked, a button says when. `read()` tells what is picked now.
 */
export function picker({ label, className, options, isMultiple = false, isDisabled = false, onPick = null }) {
  const select = element('select', className);
  select.multiple = isMultiple;
  select.disabled = isDisabled;
  select.setAttribute('aria-label', label);
  if (!isMultiple) select.append(optionOf({ label, value: '' }));
  const groups = new Map();
  for (const option of options)
    (option.group ? groupIn(groups, option.group, select) : select).append(optionOf(option));
  const read = () => [...select.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
  if (!onPick) return { node: select, read };
  if (!isMultiple) {
    select.addEventListener('change', () => read().length > 0 && onPick(read()));
    return { node: select, read };
  }
  const done = button('Choose', className, () => onPick(read()), isDisabled);
  return { node: element('span', 'look-multiple', select, done), read };
}

function optionOf({ label, value, description, isChosen }) {
  const option = element('option', '', description ? `${label} – ${description}` : label);
  option.value = value;
  if (isChosen) {
    option.selected = true;
    option.defaultSelected = true;
  }
  return option;
}

function groupIn(groups, name, select) {
  const known = groups.get(name);
  if (known) return known;
  const group = element('optgroup', '');
  group.label = name;
  groups.set(name, group);
  select.append(group);
  return group;
}

/**
 * A line whose options are asked for while it is typed, by `suggest(typed)`, which promises `{label, value}` items.
 * Calls back with the value once one of them stands there.
 */
export function suggestedLine({ label, className, suggest, initial = null, onPick = null }) {
  const input = element('input', className);
  const list = element('datalist', '');
  list.id = freshId();
  input.setAttribute('list', list.id);
  input.setAttribute('aria-label', label);
  input.placeholder = label;
  input.autocomplete = 'off';
  let known = initial ? [initial] : [];
  if (initial) input.value = initial.label;
  const ask = async () => {
    const typed = input.value;
    const found = (await suggest?.(typed).catch(() => [])) ?? [];
    if (input.value !== typed) return;
    known = [...found, ...known];
    list.replaceChildren(...found.map((option) => optionOf({ label: option.value, value: option.label })));
  };
  const read = () =>
    known
      .filter(({ label: shown }) => shown === input.value)
      .map(({ value }) => value)
      .slice(0, 1);
  input.addEventListener('focus', ask);
  input.addEventListener('input', ask);
  if (onPick) input.addEventListener('change', () => read().length > 0 && onPick(read()));
  return { node: element('span', 'look-suggested', input, list), input, read };
}

/** Several boxes or round buttons of one name. */
export function boxes({ label, className, options, isSingle, onPick = null }) {
  const group = element('fieldset', className, element('legend', '', label));
  const name = freshId();
  const inputs = options.map((option) => {
    const input = element('input', '');
    input.type = isSingle ? 'radio' : 'checkbox';
    input.name = name;
    input.value = option.value;
    input.checked = option.isChosen === true;
    const description = option.description ? element('small', '', ` ${option.description}`) : null;
    group.append(element('label', '', input, ' ', option.label, description));
    return input;
  });
  const read = () => inputs.filter(({ checked }) => checked).map(({ value }) => value);
  if (onPick) group.addEventListener('change', () => onPick(read()));
  return { node: group, read };
}

/** A list and its line, or round buttons of one choice, find each other by a name that no other has. */
function freshId() {
  made += 1;
  return `look-${made}`;
}
