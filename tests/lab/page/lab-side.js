// One platform's column: its messages, its form, its home tab, and where one types.
import { renderDiscord, renderDiscordModal } from '/discord-look.js';
import { openLine } from '/lab-line.js';
import { element, pressable } from '/lab-parts.js';
import { renderSlack, renderSlackView } from '/slack-look.js';

const LOOKS = {
  discord: { message: renderDiscord, form: renderDiscordModal },
  slack: { message: renderSlack, form: renderSlackView },
};

/** `post(path, body)` sends what the person does as the person that is chosen. */
export function openSide(platform, title, post) {
  const parts = sideParts(platform, title);
  const { heading, messages, problem } = parts;
  const complete = (typed) => post('/ask', { platform, typed, menu: null });
  const line = openLine(platform, { act, complete });
  parts.root.append(heading, homePart(platform, act), messages, line.form, problem, parts.dialog);
  parts.dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && act({ kind: 'cancel' }));
  let names = {};

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

  /** How what stands on a message or a view is named, and what is done with what is pressed there. */
  function lookOf(where) {
    const suggest = ({ actionId, typed }) => post('/ask', { platform, typed, menu: { where, action: actionId } });
    const onAction = ({ kind, customId, actionId, values }) => {
      const action = customId ?? actionId;
      if (kind === 'button') act({ kind, where, action });
      if (kind === 'select' || kind === 'overflow') act({ kind: 'select', where, action, values });
      if (kind === 'dismiss') messages.querySelector(`[data-id="${CSS.escape(where)}"]`)?.remove();
    };
    return { onAction, suggest, nameOf: (_kind, id) => names[id] ?? null };
  }

  function show(shown) {
    heading.textContent = `${title} · ${shown.place}`;
    names = shown.names;
    const draw = ({ id, payload, ...facts }) => LOOKS[platform].message(payload, { ...facts, ...lookOf(id) });
    showMessages(messages, shown, { draw, act, reply: line.replyTo });
    showModal(parts.dialog, shown.modal, { render: LOOKS[platform].form, look: lookOf(shown.modal?.id ?? ''), act });
    showHome(parts.root.querySelector('.home'), shown.home, lookOf(shown.home?.id ?? ''));
  }

  return { show, fill: line.fill };
}

function sideParts(platform, title) {
  const messages = element('ol', '', 'messages');
  messages.setAttribute('role', 'log');
  const dialog = element('dialog', '');
  dialog.setAttribute('aria-label', `${title} form`);
  const problem = element('p', '', 'problem');
  problem.setAttribute('role', 'alert');
  const root = document.querySelector(`#${platform}`);
  return { root, heading: element('h2', title), messages, dialog, problem };
}

/** A message that has not changed stays as it is, with what a person has picked in it. */
function showMessages(list, { messages, menus }, { draw, act, reply }) {
  const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
  const items = messages.map((message) => {
    const text = JSON.stringify([message, menus]);
    const before = known.get(message.id);
    if (before?.dataset.text === text) return before;
    const item = element('li', '', message.isReply ? 'reply' : '');
    Object.assign(item.dataset, { id: message.id, text });
    item.append(draw(message), messageMenu(message.id, menus, { act, reply }));
    return item;
  });
  const isNew = items.at(-1) !== list.lastElementChild;
  list.replaceChildren(...items);
  if (isNew) items.at(-1)?.scrollIntoView({ block: 'nearest' });
}

function messageMenu(id, menus, { act, reply }) {
  const menu = element('p', '', 'message-menu');
  for (const name of menus) menu.append(pressable(`Apps › ${name}`, () => act({ kind: 'menu', where: id, name })));
  menu.append(pressable('Reply', () => reply(id)));
  return menu;
}

function showModal(dialog, modal, { render, look, act }) {
  if (isSame(dialog, modal)) return;
  dialog.close();
  if (!modal) return;
  const onAction = (action) => {
    if (action.kind === 'cancel') act({ kind: 'cancel' });
    else if (action.kind === 'submit') submit(action, act);
    else look.onAction(action);
  };
  const errors = Object.values(modal.errors ?? {}).map((words) => element('p', words, 'problem'));
  dialog.replaceChildren(render(modal, { ...look, onAction }), ...errors);
  dialog.show();
}

/** Fields left empty are not sent, as the platforms do. */
function submit({ customId, callbackId, fields }, act) {
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value.length !== 0);
  act({ kind: 'submit', name: customId ?? callbackId, fields: Object.fromEntries(filled) });
}

/** Slack's Home tab can be opened; Discord has none. */
function homePart(platform, act) {
  if (platform !== 'slack') return '';
  const part = element('details', '');
  part.append(element('summary', 'Home tab'), element('div', '', 'home'));
  part.addEventListener('toggle', () => part.open && act({ kind: 'home' }));
  return part;
}

function showHome(place, home, look) {
  if (!place || isSame(place, home)) return;
  place.replaceChildren(home ? LOOKS.slack.form(home, look) : 'Nothing yet: open it first.');
}

/** Whether it is what is shown there already; it is taken for shown from now on. */
function isSame(place, shown) {
  const text = JSON.stringify(shown);
  if (place.dataset.text === text) return true;
  place.dataset.text = text;
  return false;
}
