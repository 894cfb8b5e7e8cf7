// What both looks are made of. Text is always set as text, and an address becomes a link only when it is a web address.

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** A link that shows where it goes; anything but a web address stays text. */
export function link(address, ...children) {
  const shown = children.length > 0 ? children : [address];
  if (!isWebAddress(address)) return element('span', 'look-nolink', ...shown);
  const made = element('a', 'look-link', ...shown);
  made.href = address;
  made.rel = 'noopener noreferrer';
  made.target = '_blank';
  made.title = address;
  return made;
}

function isWebAddress(address) {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Pictures are named, not loaded: looking at a message asks no other server for anything. */
export function picture(address, description) {
  const words = description || 'Picture';
  return element('span', 'look-picture', '▣ ', address ? link(address, words) : words);
}

export function button(label, className, onPress, isDisabled = false) {
  const made = element('button', className, label);
  made.type = 'button';
  made.disabled = isDisabled;
  made.addEventListener('click', onPress);
  return made;
}

/** A button that opens an address. */
export function linkButton(label, className, address) {
  const made = link(address, label, ' ↗');
  made.className = `${className} look-link-button`;
  return made;
}

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

let suggestionLists = 0;

/**
 * A line whose options are asked for while it is typed, by `suggest(typed)`, which promises `{label, value}` items.
 * Calls back with the value once one of them stands there.
 */
export function suggestedLine({ label, className, suggest, initial = null, onPick = null }) {
  const input = element('input', className);
  const list = element('datalist', '');
  suggestionLists += 1;
  list.id = `look-suggestions-${suggestionLists}`;
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
  suggestionLists += 1;
  const name = `look-boxes-${suggestionLists}`;
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

/** The line above a message: who wrote it and when. */
export function byline(name, isApp, at) {
  const when = at === null || Number.isNaN(at.getTime()) ? null : element('time', 'look-when', timeOf(at));
  if (when) when.dateTime = at.toISOString();
  return element('p', 'look-byline', element('b', '', name), isApp ? element('span', 'look-app', 'APP') : null, when);
}

function timeOf(at) {
  return at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
}

export function avatar(name) {
  const made = element('span', 'look-avatar', [...name][0]?.toUpperCase() ?? '?');
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/** A part that this look does not know is named, never left out in silence. */
export function unknownPart(name) {
  return element('p', 'look-unknown', `(a part of type ${name}, which is not drawn here)`);
}
