// The lab: both platforms side by side, played by one person; everything the bot sends is drawn as its platform would.
import { renderDiscord, renderDiscordModal } from '/discord-look.js';
import { showEntries } from '/lab-journal.js';
import { renderSlack, renderSlackView } from '/slack-look.js';

const who = document.querySelector('#who');
const place = document.querySelector('#place');
const connection = document.querySelector('#connection');
const attempt = document.querySelector('#try');
const sides = { discord: openSide('discord', 'Discord'), slack: openSide('slack', 'Slack') };
let events = null;

for (const choice of [who, place]) choice.addEventListener('change', listen);
attempt.addEventListener('click', () => {
  for (const side of Object.values(sides)) side.fill(attempt.textContent);
});
listen();

function seat() {
  return { who: who.value, place: place.value };
}

function listen() {
  events?.close();
  document.querySelector('#entries').replaceChildren();
  events = new EventSource(`/events?${new URLSearchParams(seat())}`);
  events.addEventListener('open', () => {
    connection.textContent = 'Connected';
  });
  events.addEventListener('error', () => {
    connection.textContent = 'Connection lost, trying again…';
  });
  on('hello', ({ article }) => {
    attempt.textContent = `/summarize ${article}`;
  });
  on('shown', ({ platform, shown }) => sides[platform].show(shown));
  on('journal', ({ platform, entries }) => showEntries(platform, entries));
}

function on(name, take) {
  events.addEventListener(name, (event) => take(JSON.parse(event.data)));
}

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify({ ...seat(), ...body }) });
  const json = await response.json();
  if (!response.ok) throw new Error(json.problem);
  return json;
}

/** One platform's column. */
function openSide(platform, title) {
  const root = document.querySelector(`#${platform}`);
  const heading = element('h2', title);
  const messages = element('ol', '');
  messages.className = 'messages';
  messages.setAttribute('role', 'log');
  const dialog = element('dialog', '');
  dialog.setAttribute('aria-label', `${title} form`);
  dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && act({ kind: 'cancel' }));
  const problem = element('p', '');
  problem.className = 'problem';
  problem.setAttribute('role', 'alert');
  const line = openLine(platform, { act, problem });
  root.append(heading, homePart(platform, act), messages, line.form, problem, dialog);
  let last = { messages: [], names: {} };
  let modalText = 'null';

  async function act(action) {
    problem.textContent = '';
    try {
      await post('/act', { platform, action });
      return true;
    } catch (error) {
      problem.textContent = error.message;
      return false;
    }
  }

  function show(shown) {
    heading.textContent = `${title} · ${shown.place}`;
    last = shown;
    const known = new Map([...messages.children].map((item) => [item.dataset.id, item]));
    const items = shown.messages.map((message) => itemOf(message, known.get(message.id)));
    const isNew = items.at(-1) !== messages.lastElementChild;
    messages.replaceChildren(...items);
    if (isNew) items.at(-1)?.scrollIntoView({ block: 'nearest' });
    showModal(shown.modal);
    showHome(shown.home);
  }

  /** A message that has not changed stays as it is, with what a person has picked in it. */
  function itemOf(message, before) {
    const text = JSON.stringify([message, last.menus]);
    if (before?.dataset.text === text) return before;
    const item = element('li', '');
    item.dataset.id = message.id;
    item.dataset.text = text;
    if (message.isReply) item.className = 'reply';
    item.append(draw(message), messageMenu(message));
    return item;
  }

  function draw({ id, payload, ...facts }) {
    const look = platform === 'discord' ? renderDiscord : renderSlack;
    return look(payload, { ...facts, nameOf, ...acting(id) });
  }

  function nameOf(_kind, id) {
    return last.names[id] ?? null;
  }

  /** What is pressed on a message or a view, as the lab's action. */
  function acting(where) {
    const suggest = ({ actionId, typed }) => post('/ask', { platform, typed, menu: { where, action: actionId } });
    const onAction = ({ kind, customId, actionId, values }) => {
      const action = customId ?? actionId;
      if (kind === 'button') act({ kind, where, action });
      if (kind === 'select' || kind === 'overflow') act({ kind: 'select', where, action, values });
      if (kind === 'dismiss') messages.querySelector(`[data-id="${CSS.escape(where)}"]`)?.remove();
    };
    return { onAction, suggest };
  }

  function messageMenu({ id }) {
    const menu = element('p', '');
    menu.className = 'message-menu';
    for (const name of last.menus)
      menu.append(pressable(`Apps › ${name}`, () => act({ kind: 'menu', where: id, name })));
    menu.append(pressable('Reply', () => line.replyTo(id)));
    return menu;
  }

  function showModal(modal) {
    const text = JSON.stringify(modal);
    if (text === modalText) return;
    modalText = text;
    dialog.close();
    if (!modal) return;
    const { onAction, suggest } = acting(modal.id ?? '');
    const take = (action) => {
      if (action.kind === 'cancel') act({ kind: 'cancel' });
      else if (action.kind === 'submit') submit(action);
      else onAction(action);
    };
    const look = platform === 'discord' ? renderDiscordModal : renderSlackView;
    dialog.replaceChildren(look(modal, { onAction: take, suggest, nameOf }), ...errorsOf(modal));
    dialog.show();
  }

  function submit({ customId, callbackId, fields }) {
    const filled = Object.entries(fields).filter(([, value]) => value !== null && value.length !== 0);
    act({ kind: 'submit', name: customId ?? callbackId, fields: Object.fromEntries(filled) });
  }

  function showHome(home) {
    const shown = root.querySelector('.home');
    if (!shown) return;
    const text = JSON.stringify(home);
    if (shown.dataset.text === text) return;
    shown.dataset.text = text;
    shown.replaceChildren(home ? renderSlackView(home, { nameOf, ...acting(home.id) }) : 'Nothing yet: open it first.');
  }

  return { show, fill: line.fill };
}

/** Slack's Home tab can be opened; Discord has none. */
function homePart(platform, act) {
  if (platform !== 'slack') return '';
  const part = element('details', '');
  const shown = element('div', '');
  shown.className = 'home';
  part.append(element('summary', 'Home tab'), shown);
  part.addEventListener('toggle', () => part.open && act({ kind: 'home' }));
  return part;
}

function errorsOf({ errors }) {
  return Object.values(errors ?? {}).map((words) => element('p', words));
}

/** Where one types: commands, "@Copydesk …", or words. */
function openLine(platform, { act }) {
  const form = element('form', '');
  form.className = 'line';
  const label = element('label', `Message on ${platform}`);
  const input = element('input', '');
  input.autocomplete = 'off';
  input.placeholder = '/summarize …, @Copydesk …, or words';
  label.append(input);
  const offers = element('ul', '');
  offers.className = 'offers';
  const send = element('button', 'Send');
  const replying = element('p', '');
  replying.className = 'replying';
  let target = null;
  form.append(replying, label, send, offers);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    const before = { text, replyTo: target };
    clear();
    if (await act({ kind: 'line', ...before })) return;
    // What the platform would not let through can be mended.
    input.value = text;
    replyTo(before.replyTo);
  });
  input.addEventListener('input', async () => {
    const typed = input.value;
    const found = typed.startsWith('/') ? await post('/ask', { platform, typed, menu: null }) : [];
    if (input.value === typed) offers.replaceChildren(...found.map(offer));
  });

  function clear() {
    input.value = '';
    offers.replaceChildren();
    replyTo(null);
  }

  function offer({ label: shown, value }) {
    const item = element('li', '');
    item.append(pressable(shown, () => fill(value)));
    return item;
  }

  function fill(value) {
    input.value = value;
    input.focus();
    input.dispatchEvent(new Event('input'));
  }

  function replyTo(id) {
    target = id;
    replying.replaceChildren(...(id ? ['Replying to a message. ', pressable('Stop', () => replyTo(null))] : []));
    if (id) input.focus();
  }

  return { form, fill, replyTo };
}

function pressable(label, press) {
  const button = element('button', label);
  button.type = 'button';
  button.addEventListener('click', press);
  return button;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
