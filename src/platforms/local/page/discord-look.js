// A message or a modal of Discord's API, as Discord would show it.
import { colour, markdown, renderPart } from './discord-parts.js';
import { avatar, button, byline, element, link, picture } from './look-parts.js';

export { renderDiscordModal } from './discord-modal.js';

const EPHEMERAL = 64;
const LOADING = 128;

/**
 * `onAction` gets `{kind: 'button', customId}`, `{kind: 'select', customId, values}`, `{kind: 'dismiss'}`;
 * `nameOf('user' | 'channel' | 'role', id)` names what is mentioned.
 */
export function renderDiscord(payload, { onAction = () => {}, nameOf = () => null, author = null } = {}) {
  const look = { onAction, nameOf };
  const flags = payload.flags ?? 0;
  const name = author ?? payload.author?.global_name ?? payload.author?.username ?? 'Copydesk';
  const at = payload.timestamp ? new Date(payload.timestamp) : null;
  const body = element(
    'div',
    'dc-body',
    byline(name, !payload.author || payload.author.bot === true, at),
    ...contents(payload, flags, look),
  );
  if (flags & EPHEMERAL) body.append(ephemeralNotice(onAction));
  const message = element('article', 'look dc-message', avatar(name), body);
  message.setAttribute('aria-label', `Discord message of ${name}`);
  if (flags & EPHEMERAL) message.classList.add('dc-ephemeral');
  const used = usedLine(payload, nameOf);
  return used ? element('div', 'dc-with-use', used, message) : message;
}

function contents(payload, flags, look) {
  if (flags & LOADING) return [element('p', 'dc-thinking', 'Copydesk is thinking…')];
  const parts = [];
  if (payload.content) parts.push(element('div', 'dc-text', markdown(payload.content, look)));
  for (const embed of payload.embeds ?? []) parts.push(renderEmbed(embed, look));
  for (const { filename, url } of payload.attachments ?? []) {
    parts.push(element('p', 'dc-file', '▤ ', link(url ?? '', filename ?? 'file')));
  }
  return [...parts, ...(payload.components ?? []).map((part) => renderPart(part, look))];
}

/** The line above: whose command it answers, or which message. */
function usedLine(payload, nameOf) {
  const { interaction, interaction_metadata: metadata, referenced_message: answered } = payload;
  if (answered)
    return element('p', 'dc-used', `↱ @${answered.author?.username ?? '…'} ${excerpt(answered.content ?? '')}`);
  if (payload.message_reference) return element('p', 'dc-used', '↱ answer to a message');
  const use = metadata ?? interaction;
  if (!use?.user) return null;
  const name = use.name ?? interaction?.name ?? use.triggering_interaction_metadata?.name;
  const who = use.user.global_name ?? use.user.username ?? nameOf('user', use.user.id) ?? use.user.id;
  return element('p', 'dc-used', `↱ ${who} used ${name ? `/${name}` : 'the app'}`);
}

function excerpt(text) {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function ephemeralNotice(onAction) {
  const dismiss = button('Dismiss message', 'dc-dismiss', () => onAction({ kind: 'dismiss' }));
  return element('p', 'dc-notice', 'Only you can see this • ', dismiss);
}

function renderEmbed(embed, look) {
  const made = element('div', 'dc-container dc-embed');
  colour(made, embed.color);
  const { author, title, url, description, fields, image, thumbnail, footer } = embed;
  if (author?.name)
    made.append(element('p', 'dc-embed-author', author.url ? link(author.url, author.name) : author.name));
  if (title) made.append(element('h4', 'dc-embed-title', url ? link(url, title) : title));
  if (description) made.append(element('div', 'dc-text', markdown(description, look)));
  for (const field of fields ?? []) {
    const value = element('div', 'dc-text', markdown(field.value ?? '', look));
    made.append(element('div', field.inline ? 'dc-field dc-inline' : 'dc-field', element('b', '', field.name), value));
  }
  for (const media of [thumbnail, image]) if (media?.url) made.append(picture(media.url, ''));
  if (footer?.text) made.append(element('p', 'dc-embed-foot', footer.text));
  return made;
}
