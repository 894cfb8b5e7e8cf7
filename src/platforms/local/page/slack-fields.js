// What one presses, picks and fills in on Slack: each as `{node, read()}`.
import { boxes, picker, suggestedLine } from './look-fields.js';
import { button, element, linkButton, picture, unknownPart } from './look-parts.js';
import { plain } from './slack-text.js';

/**
 * An interactive element. With `onAction` it acts at once, as in a message; without it, it waits to be read, as in a modal.
 * `suggest({actionId, blockId, typed})` promises the options of an external select.
 */
export function renderField(part, { blockId, label, onAction, suggest }) {
  const facts = { actionId: part.action_id, blockId };
  const onPick = onAction ? (values) => onAction({ kind: 'select', ...facts, values }) : null;
  const shown = label ?? plain(part.placeholder?.text ?? 'Choose an option');
  if (part.type === 'button' || part.type === 'workflow_button') return pressed(part, facts, onAction);
  if (part.type === 'overflow') return overflow(part, facts, onAction);
  if (part.type === 'image') return still(picture(part.image_url, part.alt_text));
  if (part.type === 'feedback_buttons') return feedback(part, facts, onAction);
  if (part.type === 'icon_button') return icon(part, facts, onAction);
  if (/^(multi_)?static_select$/.test(part.type)) return staticSelect(part, shown, onPick);
  if (/^(multi_)?external_select$/.test(part.type)) return externalSelect(part, shown, onPick, facts, suggest);
  if (/^(multi_)?(users|channels|conversations)_select$/.test(part.type)) return idSelect(part, shown, onPick);
  if (part.type === 'checkboxes' || part.type === 'radio_buttons') return boxField(part, shown, onPick);
  if (INPUTS[part.type]) return textInput(part, shown, onPick);
  return still(unknownPart(part.type));
}

function still(node) {
  return { node, read: () => null };
}

function pressed(part, facts, onAction) {
  const label = plain(part.text?.text ?? '…');
  const className = `sl-button sl-${part.style ?? 'default'}`;
  const press = () => onAction?.({ kind: 'button', ...facts, value: part.value ?? null });
  const made = part.url ? linkButton(label, className, part.url) : button(label, className, press);
  if (part.url) made.addEventListener('click', press);
  if (part.accessibility_label) made.setAttribute('aria-label', part.accessibility_label);
  made.dataset.actionId = part.action_id ?? '';
  return still(made);
}

function overflow(part, facts, onAction) {
  const { node } = picker({
    label: '⋯',
    className: 'sl-select sl-overflow',
    options: (part.options ?? []).map(optionOf),
    onPick: ([value]) => onAction?.({ kind: 'overflow', ...facts, values: [value] }),
  });
  node.setAttribute('aria-label', 'More actions');
  return still(node);
}

function feedback(part, facts, onAction) {
  const one = (choice, sign) =>
    button(`${sign} ${plain(choice?.text?.text ?? '')}`, 'sl-button sl-quiet', () =>
      onAction?.({ kind: 'button', ...facts, value: choice?.value ?? null }),
    );
  return still(element('span', 'sl-feedback', one(part.positive_button, '👍'), one(part.negative_button, '👎')));
}

function icon(part, facts, onAction) {
  const label = plain(part.text?.text ?? part.accessibility_label ?? part.icon ?? '…');
  const press = () => onAction?.({ kind: 'button', ...facts, value: part.value ?? null });
  return still(button(`${part.icon === 'trash' ? '🗑' : '•'} ${label}`, 'sl-button sl-quiet', press));
}

function optionOf(option, group) {
  const description = option.description ? plain(option.description.text) : undefined;
  return { label: plain(option.text?.text ?? ''), value: option.value ?? '', description, group };
}

function staticSelect(part, label, onPick) {
  const flat = (part.options ?? []).map((option) => optionOf(option));
  const grouped = (part.option_groups ?? []).flatMap((group) =>
    (group.options ?? []).map((option) => optionOf(option, plain(group.label?.text ?? ''))),
  );
  const chosen = new Set([part.initial_option, ...(part.initial_options ?? [])].map((option) => option?.value));
  const options = [...flat, ...grouped].map((option) => ({ ...option, isChosen: chosen.has(option.value) }));
  const isMultiple = part.type.startsWith('multi_');
  const { node, read } = picker({ label, className: 'sl-select', options, isMultiple, onPick });
  return { node, read: () => (isMultiple ? read() : (read()[0] ?? null)) };
}

function externalSelect(part, label, onPick, facts, suggest) {
  const first = part.initial_option ?? part.initial_options?.[0];
  const made = suggestedLine({
    label,
    className: 'sl-input',
    suggest: (typed) => suggest?.({ ...facts, typed }) ?? Promise.resolve([]),
    initial: first ? optionOf(first) : null,
    onPick,
  });
  const isMultiple = part.type.startsWith('multi_');
  return { node: made.node, read: () => (isMultiple ? made.read() : (made.read()[0] ?? null)) };
}

/** Persons and channels are chosen by id: this look does not know who is there. */
function idSelect(part, label, onPick) {
  const input = element('input', 'sl-input');
  const initial = part.initial_user ?? part.initial_channel ?? part.initial_conversation;
  const several = part.initial_users ?? part.initial_channels ?? part.initial_conversations;
  input.value = [initial, ...(several ?? [])].filter(Boolean).join(' ');
  input.placeholder = `${label} (ids)`;
  input.setAttribute('aria-label', label);
  const all = () => input.value.split(/[\s,]+/).filter((id) => id !== '');
  if (onPick) input.addEventListener('change', () => all().length > 0 && onPick(all()));
  return { node: input, read: () => (part.type.startsWith('multi_') ? all() : (all()[0] ?? null)) };
}

function boxField(part, label, onPick) {
  const isSingle = part.type === 'radio_buttons';
  const chosen = new Set([part.initial_option, ...(part.initial_options ?? [])].map((option) => option?.value));
  const options = (part.options ?? []).map((option) => ({ ...optionOf(option), isChosen: chosen.has(option.value) }));
  const { node, read } = boxes({ label, className: 'sl-boxes', options, isSingle, onPick });
  return { node, read: () => (isSingle ? (read()[0] ?? null) : read()) };
}

const INPUTS = {
  __proto__: null,
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'number',
  rich_text_input: 'text',
};

function textInput(part, label, onPick) {
  const isLong = part.multiline === true || part.type === 'rich_text_input';
  const input = element(isLong ? 'textarea' : 'input', 'sl-input');
  if (!isLong) input.type = INPUTS[part.type];
  input.setAttribute('aria-label', label);
  input.placeholder = plain(part.placeholder?.text ?? '');
  input.value = part.initial_value ?? part.initial_date ?? part.initial_time ?? part.initial_date_time ?? '';
  if (part.max_length) input.maxLength = part.max_length;
  if (part.min_length) input.minLength = part.min_length;
  if (onPick) input.addEventListener('change', () => onPick([input.value]));
  return { node: input, read: () => (input.value === '' ? null : input.value) };
}
