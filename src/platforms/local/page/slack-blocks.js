// Block Kit, each block as a node.
import { renderMarkdown } from './look-markdown.js';
import { element, link, picture, unknownPart } from './look-parts.js';
import { renderField } from './slack-fields.js';
import { richText } from './slack-rich-text.js';
import { plain, textOf } from './slack-text.js';

export function renderBlocks(blocks, look) {
  return (blocks ?? []).map((block) => BLOCKS[block.type]?.(block, look) ?? unknownPart(block.type));
}

const BLOCKS = {
  __proto__: null,
  header: (block) => element('h4', 'sl-header', textOf(block.text)),
  divider: () => element('hr', 'sl-divider'),
  section: renderSection,
  rich_text: (block, { nameOf }) => richText(block, nameOf),
  context: renderContext,
  actions: renderActions,
  context_actions: renderActions,
  image: renderImage,
  markdown: (block, { nameOf }) =>
    element('div', 'sl-markdown', renderMarkdown(block.text ?? '', { isDiscord: false, nameOf })),
  table: (block, look) => renderTable(block, look, null),
  data_table: (block, look) => renderTable(block, look, block.caption),
  card: renderCard,
  carousel: (block, look) => element('div', 'sl-carousel', ...renderBlocks(block.elements, look)),
  container: renderContainer,
  alert: (block, { nameOf }) =>
    element('p', `sl-alert sl-alert-${block.level ?? 'default'}`, textOf(block.text, nameOf)),
  task_card: renderTask,
  plan: (block, look) =>
    element(
      'div',
      'sl-plan',
      element('b', '', block.title),
      ...(block.tasks ?? []).map((one) => renderTask(one, look)),
    ),
  input: renderInput,
  file: (block) => element('p', 'sl-file', `▤ ${block.external_id ?? 'file'}`),
  video: (block) =>
    element('p', 'sl-file', '▸ ', link(block.title_url ?? block.video_url ?? '', plain(block.title?.text ?? 'video'))),
};

function field(part, block, look, label) {
  const { onAction, suggest } = look;
  return renderField(part, { blockId: block.block_id ?? null, label, onAction, suggest });
}

function renderSection(block, look) {
  const { text, fields, accessory } = block;
  const body = element('div', 'sl-section-text', text ? element('div', 'sl-text', textOf(text, look.nameOf)) : null);
  if (fields) {
    body.append(
      element('div', 'sl-fields', ...fields.map((one) => element('div', 'sl-text', textOf(one, look.nameOf)))),
    );
  }
  return element('div', 'sl-section', body, accessory ? field(accessory, block, look).node : null);
}

function renderContext(block, { nameOf }) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === 'image' ? picture(part.image_url, part.alt_text) : element('span', '', textOf(part, nameOf)),
  );
  return element('div', 'sl-context', ...parts);
}

function renderActions(block, look) {
  return element(
    'div',
    `sl-actions sl-${block.type}`,
    ...(block.elements ?? []).map((part) => field(part, block, look).node),
  );
}

function renderImage(block) {
  const title = block.title ? element('figcaption', '', textOf(block.title)) : null;
  return element('figure', 'sl-image', title, picture(block.image_url ?? block.slack_file?.url, block.alt_text));
}

function renderTable(block, look, caption) {
  const table = element('table', 'sl-table', caption ? element('caption', '', caption) : null);
  for (const [index, row] of (block.rows ?? []).entries()) {
    table.append(element('tr', '', ...row.map((cell) => element(index === 0 ? 'th' : 'td', '', cellOf(cell, look)))));
  }
  return table;
}

function cellOf(cell, { nameOf }) {
  if (cell.type === 'rich_text') return richText(cell, nameOf);
  return String(cell.text ?? cell.value ?? '');
}

function renderCard(block, look) {
  const { hero_image: hero, icon, title, subtitle, body, actions } = block;
  const card = element('div', 'sl-card');
  for (const image of [hero, icon]) if (image) card.append(picture(image.image_url, image.alt_text));
  if (title) card.append(element('h4', 'sl-card-title', textOf(title, look.nameOf)));
  if (subtitle) card.append(element('p', 'sl-card-subtitle', textOf(subtitle, look.nameOf)));
  if (body) card.append(element('div', 'sl-text', textOf(body, look.nameOf)));
  if (actions) card.append(renderActions({ type: 'actions', block_id: block.block_id, elements: actions }, look));
  return card;
}

function renderContainer(block, look) {
  const title = block.rich_text_title ? richText(block.rich_text_title, look.nameOf) : textOf(block.title);
  const subtitle = block.subtitle ? element('small', '', ' ', textOf(block.subtitle, look.nameOf)) : null;
  const inner = renderBlocks(block.child_blocks, look);
  if (!block.is_collapsible)
    return element('div', 'sl-card', element('div', 'sl-card-title', title, subtitle), ...inner);
  const made = element('details', 'sl-card', element('summary', '', title, subtitle), ...inner);
  made.open = block.default_collapsed !== true;
  return made;
}

const TASK_SIGNS = {
  __proto__: null,
  pending: '○',
  in_progress: '◔',
  complete: '✓',
  error: '✗',
};

function renderTask(task, { nameOf }) {
  const made = element('div', 'sl-task', element('b', '', `${TASK_SIGNS[task.status] ?? '○'} ${task.title ?? ''}`));
  for (const part of [task.details, task.output]) if (part) made.append(richText(part, nameOf));
  for (const { url, text } of task.sources ?? []) made.append(link(url ?? '', text ?? url ?? ''), ' ');
  return made;
}

function renderInput(block, look) {
  const label = plain(block.label?.text ?? '');
  const onAction = block.dispatch_action ? look.onAction : null;
  const { node, read } = field(block.element, block, { ...look, onAction }, label);
  look.fields?.set(block.block_id ?? block.element.action_id, read);
  const entry = node.matches('input, textarea, select')
    ? node
    : node.querySelector('input:not([type=radio], [type=checkbox])');
  if (entry && !block.optional) entry.required = true;
  const name = element('span', 'sl-label', label, block.optional ? element('small', '', ' (optional)') : null);
  return element(
    'div',
    'sl-input-block',
    name,
    node,
    block.hint ? element('small', 'sl-hint', textOf(block.hint)) : null,
  );
}
