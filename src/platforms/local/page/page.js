// The local chat in the browser: shows messages as they come, types commands, presses buttons.
// Everything is set as text, never as markup: nothing an article holds can become part of the page.

import { renderDiscord } from './discord-look.js';
import { showForm } from './form.js';
import { renderSlack } from './slack-look.js';

const messages = document.querySelector('#messages');
const line = document.querySelector('#line');
const file = document.querySelector('#file');
const problem = document.querySelector('#problem');
const connection = document.querySelector('#connection');

listen();
document.querySelector('#typing').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
line.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
file.addEventListener('change', send);
/** The messages shown, by id, to show them again in another look. */
const shown = new Map();
document.querySelector('#looks').addEventListener('change', () => {
  for (const message of shown.values()) show(message, true);
});

function listen() {
  const events = new EventSource('/events');
  events.addEventListener('open', () => {
    connection.textContent = 'Connected';
  });
  events.addEventListener('error', () => {
    connection.textContent = 'Connection lost, trying again…';
  });
  events.addEventListener('message', (event) => show(JSON.parse(event.data)));
}

async function send() {
  problem.textContent = '';
  const chosen = file.files[0];
  const typed = line.value.trim();
  if (!chosen && typed === '') return;
  const answer = chosen
    ? await post(`/files?name=${encodeURIComponent(chosen.name)}&line=${encodeURIComponent(typed)}`, chosen)
    : await post('/type', JSON.stringify({ line: typed }));
  if (!answer) return;
  line.value = '';
  file.value = '';
}

async function press(call) {
  problem.textContent = '';
  await post('/press', JSON.stringify(call));
}

async function post(path, body) {
  try {
    const response = await fetch(path, { method: 'POST', body, headers: { 'x-copydesk': 'page' } });
    if (response.status === 200) showForm(await response.json(), submit);
    if (response.ok) return true;
    problem.textContent = await response.text();
  } catch {
    problem.textContent = 'The desk can’t be reached. Is it still running?';
  }
  return false;
}

function submit(call) {
  post('/submit', JSON.stringify(call));
}

/** A message that is there already is filled in, in its place. */
function show(stored, isAgain = false) {
  const { id, line: typed, message, revision } = stored;
  let item = document.getElementById(`message-${id}`);
  if (stored.isRemoved) {
    shown.delete(id);
    item?.remove();
    return;
  }
  document.querySelector('#empty').hidden = true;
  if (item && !isAgain && Number(item.dataset.revision) >= revision) return;
  shown.set(id, stored);
  if (!item) {
    item = element('li', '');
    item.id = `message-${id}`;
    messages.append(item);
  }
  item.dataset.revision = revision;
  item.replaceChildren(element('p', 'typed', typed), cardOf(stored), removal(stored));
  if (!isAgain) item.scrollIntoView({ block: 'nearest' });
  item.setAttribute('aria-busy', String(message.state === 'progress'));
}

function cardOf({ message, looks }) {
  const look = document.querySelector('#looks input:checked').value;
  const pressed = ({ customId, actionId, values, value }) =>
    press({ code: customId ?? value ?? actionId, picked: values?.[0] ?? null });
  if (look === 'discord') return renderDiscord(looks.discord, { onAction: pressed });
  if (look === 'slack') return renderSlack(looks.slack, { onAction: pressed });
  const card = element('article', `message ${message.state}`);
  if (message.ping) card.append(element('p', 'text', `@${message.ping.slice(1)}`));
  card.append(...message.blocks.map(block), ...message.buttons.map(button), ...(message.menus ?? []).map(menu));
  return card;
}

/** What the message menus of the other platforms offer. */
function removal({ ref }) {
  const remove = element('button', 'remove', 'Remove');
  remove.type = 'button';
  remove.addEventListener('click', () => press({ label: 'Remove', command: 'remove', options: { message: ref } }));
  return remove;
}

function block(part) {
  if (part.kind === 'heading') return heading(part);
  if (part.kind === 'claims') return list('claims', part.items.map(claim));
  if (part.kind === 'sources') return list('sources', part.items.map(source));
  if (part.kind === 'sentences') return list('sentences', part.items.map(sentence));
  const named = part.channel ? `#${part.channel.replace(/^local:/, '')} ` : '';
  return element(part.kind === 'code' ? 'pre' : 'p', part.kind, `${named}${part.text}`);
}

function heading({ text, url }) {
  const title = element('h2', '');
  title.append(linked(text, url));
  return title;
}

function source({ id, text, site, date, url }) {
  const item = element('li', '', `[${id}] `);
  item.append(linked(text, url), [site, date].map((about) => (about === null ? '' : ` · ${about}`)).join(''));
  return item;
}

function linked(text, url) {
  if (!url || !/^https?:\/\//.test(url)) return text;
  const link = element('a', '', text);
  link.href = url;
  link.rel = 'noreferrer noopener';
  link.target = '_blank';
  return link;
}

function claim({ text, marks, quoted }) {
  const item = element('li', '', quoted && !/^[“"].*[”"]$/.test(text) ? `“${text}”` : text);
  if (marks.length === 0) return item;
  const numbers = element('span', 'marks', ` [${marks.join(', ')}]`);
  numbers.setAttribute('aria-label', `, sentences ${marks.join(', ')}`);
  item.append(numbers);
  return item;
}

function sentence({ id, text, context }) {
  return element('li', context ? 'context' : '', `${id}  ${text}`);
}

function button(data) {
  const shown = element('button', '', data.label);
  shown.type = 'button';
  shown.addEventListener('click', () => press(data));
  return shown;
}

function menu({ label, command, options, option, choices }) {
  const shown = element('select', '');
  shown.setAttribute('aria-label', label);
  shown.append(...['', ...choices].map((choice) => new Option(choice || label, choice)));
  shown.addEventListener('change', () => {
    press({ label: shown.value, command, options: { ...options, [option]: shown.value } });
    shown.value = '';
  });
  return shown;
}

function list(className, items) {
  const shown = element('ul', className);
  shown.append(...items);
  return shown;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
