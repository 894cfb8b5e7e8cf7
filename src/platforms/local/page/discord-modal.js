// A modal of Discord's API.
import { markdown, openLine, optionsOf } from './discord-parts.js';
import { boxes, picker } from './look-fields.js';
import { button, element, unknownPart } from './look-parts.js';

/** `onAction` gets `{kind: 'submit', customId, fields}` (by custom_id) or `{kind: 'cancel', customId}`. */
export function renderDiscordModal(modal, { onAction = () => {}, nameOf = () => null } = {}) {
  const fields = new Map();
  const form = element('form', 'look dc-modal', element('h3', '', modal.title));
  form.setAttribute('aria-label', modal.title);
  for (const part of modal.components ?? []) form.append(modalPart(part, fields, nameOf));
  const submit = element('button', 'dc-button dc-primary', 'Submit');
  submit.type = 'submit';
  const cancel = button('Cancel', 'dc-button dc-secondary', () =>
    onAction({ kind: 'cancel', customId: modal.custom_id }),
  );
  form.append(element('div', 'dc-modal-foot', cancel, submit));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...fields].map(([id, read]) => [id, read()]));
    onAction({ kind: 'submit', customId: modal.custom_id, fields: values });
  });
  return form;
}

function modalPart(part, fields, nameOf) {
  if (part.type === 10) return element('div', 'dc-text', markdown(part.content ?? '', { nameOf }));
  if (part.type === 1)
    return element('div', 'dc-label', ...(part.components ?? []).map((one) => oldField(one, fields)));
  if (part.type !== 18 || !part.component) return unknownPart(part.type);
  return labelled(part.label, part.description, part.component, fields);
}

/** A text input in an action row brings its own label. */
function oldField(part, fields) {
  return labelled(part.label ?? part.custom_id, null, part, fields);
}

function labelled(label, description, part, fields) {
  const { node, read } = fieldOf(part, label);
  fields.set(part.custom_id, read);
  const isRequired = part.required !== false;
  const name = element('span', 'dc-label-name', label, isRequired ? element('span', 'dc-required', ' *') : null);
  return element('div', 'dc-label', name, description ? element('small', 'dc-hint', description) : null, node);
}

function fieldOf(part, label) {
  if (part.type === 4) return textField(part, label);
  if (part.type === 3) return picker({ ...selectField(part, label), options: optionsOf(part) });
  if (part.type === 21 || part.type === 22) {
    const group = boxes({ label, className: 'dc-boxes', options: optionsOf(part), isSingle: part.type === 21 });
    return part.type === 21 ? { node: group.node, read: () => group.read()[0] ?? '' } : group;
  }
  if (part.type === 23) {
    const group = boxes({
      label,
      className: 'dc-boxes',
      options: [{ label, value: 'yes', isChosen: part.default }],
      isSingle: false,
    });
    return { node: group.node, read: () => group.read().length > 0 };
  }
  if (part.type >= 5 && part.type <= 8) return openLine(part);
  return { node: unknownPart(part.type), read: () => [] };
}

function selectField(part, label) {
  return { label: part.placeholder ?? label, className: 'dc-select', isMultiple: (part.max_values ?? 1) > 1 };
}

function textField(part, label) {
  const input = element(part.style === 2 ? 'textarea' : 'input', 'dc-input');
  input.setAttribute('aria-label', label);
  input.required = part.required !== false;
  input.value = part.value ?? '';
  input.placeholder = part.placeholder ?? '';
  if (part.max_length) input.maxLength = part.max_length;
  if (part.min_length) input.minLength = part.min_length;
  return { node: input, read: () => input.value };
}
