// Discord's components, each as a node.

import { picker } from './look-fields.js';
import { renderMarkdown } from './look-markdown.js';
import { button, element, link, linkButton, picture, unknownPart } from './look-parts.js';

const BUTTON_STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'secondary', 6: 'primary' };

/** By their type's number. */
const PARTS = {
  __proto__: null,
  1: (part, look) => element('div', 'dc-row', ...(part.components ?? []).map((one) => renderPart(one, look))),
  2: renderButton,
  3: renderSelect,
  5: renderOpenSelect,
  6: renderOpenSelect,
  7: renderOpenSelect,
  8: renderOpenSelect,
  9: renderSection,
  10: (part, look) => element('div', 'dc-text', markdown(part.content ?? '', look)),
  11: (part) => hideable(part, picture(part.media?.url, part.description)),
  12: (part) =>
    element(
      'div',
      'dc-gallery',
      ...(part.items ?? []).map((one) => hideable(one, picture(one.media?.url, one.description))),
    ),
  13: (part) => element('p', 'dc-file', '▤ ', link(part.file?.url ?? '', part.name ?? part.file?.url ?? 'file')),
  14: renderSeparator,
  17: renderContainer,
};

export function renderPart(part, look) {
  return PARTS[part.type]?.(part, look) ?? unknownPart(part.type);
}

function renderButton(part, { onAction }) {
  const label = [part.emoji?.name, part.label].filter(Boolean).join(' ') || '…';
  const className = `dc-button dc-${BUTTON_STYLES[part.style] ?? 'secondary'}`;
  if (part.style === 5) return linkButton(label, className, part.url ?? '');
  const made = button(
    label,
    className,
    () => onAction({ kind: 'button', customId: part.custom_id }),
    part.disabled === true,
  );
  made.dataset.customId = part.custom_id ?? '';
  return made;
}

function renderSelect(part, { onAction }) {
  return picker({
    label: part.placeholder ?? 'Make a selection',
    className: 'dc-select',
    options: optionsOf(part),
    isMultiple: (part.max_values ?? 1) > 1,
    isDisabled: part.disabled === true,
    onPick: (values) => onAction({ kind: 'select', customId: part.custom_id, values }),
  }).node;
}

export function optionsOf(part) {
  return (part.options ?? []).map(({ label, value, description, default: isChosen }) => ({
    label,
    value,
    description,
    isChosen,
  }));
}

/** Persons, roles and channels are chosen by id: this look does not know who is there. */
function renderOpenSelect(part, { onAction }) {
  const { node, read } = openLine(part);
  const pick = () => read().length > 0 && onAction({ kind: 'select', customId: part.custom_id, values: read() });
  return element(
    'span',
    'look-multiple',
    node,
    button('Choose', 'dc-button dc-secondary', pick, part.disabled === true),
  );
}

export function openLine(part) {
  const input = element('input', 'dc-select');
  input.setAttribute('aria-label', part.placeholder ?? 'Ids');
  input.placeholder = `${part.placeholder ?? 'Ids'} (ids)`;
  input.value = (part.default_values ?? []).map(({ id }) => id).join(' ');
  return { node: input, read: () => input.value.split(/[\s,]+/).filter((id) => id !== '') };
}

function renderSection(part, look) {
  const texts = element('div', 'dc-section-text', ...(part.components ?? []).map((one) => renderPart(one, look)));
  return element('div', 'dc-section', texts, part.accessory ? renderPart(part.accessory, look) : null);
}

function renderSeparator(part) {
  const made = element('hr', part.divider === false ? 'dc-gap' : 'dc-separator');
  if (part.spacing === 2) made.classList.add('dc-large');
  return made;
}

function renderContainer(part, look) {
  const made = element('div', 'dc-container', ...(part.components ?? []).map((one) => renderPart(one, look)));
  colour(made, part.accent_color);
  return hideable(part, made);
}

export function colour(node, number) {
  if (!Number.isInteger(number)) return;
  node.style.setProperty('--accent-colour', `#${(number & 0xffffff).toString(16).padStart(6, '0')}`);
}

/** What is marked as a spoiler is shown once it is opened. */
function hideable(part, node) {
  if (!part.spoiler) return node;
  const made = element('details', 'dc-hidden', element('summary', '', 'Spoiler'), node);
  return made;
}

export function markdown(text, { nameOf }) {
  return renderMarkdown(text, { isDiscord: true, nameOf });
}
