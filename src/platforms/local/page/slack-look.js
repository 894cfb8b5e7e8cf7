// A message or a view of Slack's API, as Slack would show it.
import { avatar, button, byline, element, link } from './look-parts.js';
import { renderBlocks } from './slack-blocks.js';
import { mrkdwn, plain, textOf } from './slack-text.js';

/**
 * `onAction` gets `{kind: 'button', actionId, blockId, value}` or `{kind: 'select' | 'overflow', actionId, blockId, values}`;
 * `suggest({actionId, blockId, typed})` promises an external select's `{label, value}` items;
 * `nameOf('user' | 'channel' | 'group', id)` names what is mentioned; `isEphemeral` where only one person sees it.
 */
export function renderSlack(payload, options = {}) {
  const look = lookOf(options);
  const name = options.author ?? payload.username ?? 'Copydesk';
  const isApp = options.isApp ?? (payload.bot_id !== undefined || payload.user === undefined);
  const at = payload.ts ? new Date(Number(payload.ts) * 1000) : null;
  const body = element('div', 'sl-body', byline(name, isApp, at), ...contents(payload, look));
  if (payload.edited) body.append(element('small', 'sl-edited', '(edited)'));
  const isEphemeral = options.isEphemeral ?? (payload.response_type === 'ephemeral' || Boolean(payload.ephemeralTo));
  const notice = isEphemeral ? element('p', 'sl-notice', 'Only visible to you') : null;
  const message = element('article', 'look sl-message', notice, element('div', 'sl-line', avatar(name), body));
  message.setAttribute('aria-label', `Slack message of ${name}`);
  if (isEphemeral) message.classList.add('sl-ephemeral');
  return message;
}

/**
 * A modal or a Home view. Besides the actions of a message, `onAction` gets `{kind: 'submit', callbackId, fields}` (what was
 * filled in, by block_id, or by action_id where a block has none) and `{kind: 'cancel', callbackId}`.
 */
export function renderSlackView(view, options = {}) {
  const look = lookOf(options);
  if (view.type === 'home') return element('section', 'look sl-home', ...renderBlocks(view.blocks, look));
  const fields = new Map();
  const form = element('form', 'look sl-modal', element('h3', '', textOf(view.title)));
  form.setAttribute('aria-label', plain(view.title?.text ?? 'Form'));
  form.append(...renderBlocks(view.blocks, { ...look, fields }), viewFoot(view, look.onAction));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const read = Object.fromEntries([...fields].map(([id, field]) => [id, field()]));
    look.onAction({ kind: 'submit', callbackId: view.callback_id ?? '', fields: read });
  });
  return form;
}

function lookOf({ onAction = () => {}, suggest = null, nameOf = () => null }) {
  return { onAction, suggest, nameOf };
}

function viewFoot(view, onAction) {
  const leave = () => onAction({ kind: 'cancel', callbackId: view.callback_id ?? '' });
  const cancel = button(plain(view.close?.text ?? 'Cancel'), 'sl-button sl-default', leave);
  const hasFields = (view.blocks ?? []).some(({ type }) => type === 'input');
  if (!view.submit && !hasFields) return element('div', 'sl-modal-foot', cancel);
  const submit = element('button', 'sl-button sl-primary', plain(view.submit?.text ?? 'Submit'));
  submit.type = 'submit';
  return element('div', 'sl-modal-foot', cancel, submit);
}

/** Blocks stand in the text's place; the text is then what a notification says. */
function contents(payload, look) {
  const { blocks, text, attachments, files } = payload;
  const isBare = !blocks || blocks.length === 0;
  const parts = isBare ? [] : renderBlocks(blocks, look);
  if (isBare && text)
    parts.push(element('div', 'sl-text', payload.mrkdwn === false ? plain(text) : mrkdwn(text, look.nameOf)));
  for (const attachment of attachments ?? []) parts.push(renderAttachment(attachment, look));
  for (const file of files ?? []) {
    parts.push(
      element('p', 'sl-file', '▤ ', link(file.permalink ?? file.url_private ?? '', file.name ?? file.title ?? 'file')),
    );
  }
  return parts;
}

function renderAttachment(attachment, look) {
  const {
    pretext,
    title,
    title_link: titleLink,
    text,
    fields,
    blocks,
    footer,
    color,
    author_name: author,
  } = attachment;
  const made = element('div', 'sl-attachment', author ? element('small', '', author) : null);
  if (/^#?[0-9a-f]{6}$/i.test(color ?? '')) made.style.setProperty('--bar', `#${color.replace('#', '')}`);
  if (title) made.append(element('div', '', element('b', '', titleLink ? link(titleLink, title) : title)));
  if (text) made.append(element('div', 'sl-text', mrkdwn(text, look.nameOf)));
  for (const one of fields ?? [])
    made.append(element('div', '', element('b', '', one.title), ' ', mrkdwn(one.value ?? '', look.nameOf)));
  made.append(...renderBlocks(blocks, look));
  if (!blocks && !title && !text && attachment.fallback) made.append(attachment.fallback);
  if (footer) made.append(element('small', '', footer));
  return pretext ? element('div', '', element('div', 'sl-text', mrkdwn(pretext, look.nameOf)), made) : made;
}
