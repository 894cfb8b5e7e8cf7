import type { Form } from '../../../src/chat/form.ts';
import type { Message } from '../../../src/chat/message.ts';
import type { Clock } from '../../../src/news/ports.ts';
import { watchReply } from '../../../src/platforms/local/terminal.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Desk } from '../../../src/wire.ts';
import { PATIENCE_MS } from '../../doubles/patience.ts';
import { type AskedFor, type Person, runningDesk, type Seen, type Settings, type Stage, troublesIn } from './stage.ts';

const CHANNEL = 'stage';

export async function localStage(settings: Settings = {}, clock?: Clock, store?: Database): Promise<Stage> {
  const { desk, database, restart } = await runningDesk(settings, clock, store);
  return {
    name: 'local',
    get desk() {
      return desk();
    },
    ...{ database, restart, channel: `local:${CHANNEL}` },
    person: (_, place = 'here') => personAt(desk, place === 'here' ? CHANNEL : `other-${CHANNEL}`),
    role: () => ({ typed: '<@&R7>', shown: '@R7' }),
    // There is nobody to notify: what is shown is all.
    async pinged() {
      const stored = await desk().messages.recent(CHANNEL, 100);
      return stored.flatMap(({ id, message }) => (message.ping ? [{ id, typed: `<@${message.ping}>` }] : []));
    },
    troubles: () => troublesIn(database),
    violations: () => [],
    close: () => desk().close(),
  };
}

function personAt(deskNow: () => Desk, channel: string): Person {
  let form: Form | null = null;
  const wait = async (id: string): Promise<Seen> =>
    toSeen(id, await watchReply(id, deskNow(), { timeoutMs: PATIENCE_MS, onProgress: () => {} }));
  const messageOf = async ({ id }: Seen): Promise<Message> => {
    const stored = await deskNow().messages.get(id);
    if (!stored) throw new Error(`message ${id} is gone`);
    return stored.message;
  };
  const press = async (label: string, on: Seen) => {
    const button = (await messageOf(on)).buttons.find((one) => one.label === label);
    if (!button) throw new Error(`no button ${label} on: ${on.text}`);
    return button;
  };
  const ask = (asked: Form | null): AskedFor => {
    if (!asked) throw new Error('no form is asked for');
    form = asked;
    return { title: asked.title, labels: asked.fields.map(({ label }) => label) };
  };
  return {
    async slash(line, files = []) {
      const saved = await Promise.all(
        files.map(({ bytes, ...file }) =>
          deskNow().uploads.save({ channel: `local:${channel}`, ...file, bytes: Buffer.from(bytes) }),
        ),
      );
      return await wait(await deskNow().inbox.type(channel, [line, ...saved.map((id) => `file:${id}`)].join(' ')));
    },
    slashForForm: async (line) => ask(deskNow().inbox.formFor(line)),
    click: async (label, on) => await wait(await deskNow().inbox.call(channel, label, await press(label, on))),
    clickForForm: async (label, on) => ask(deskNow().inbox.formFor(await press(label, on))),
    async pick(choice, on) {
      const menu = (await messageOf(on)).menus?.find(({ choices }) => choices.includes(choice));
      if (!menu) throw new Error(`no menu with ${choice} on: ${on.text}`);
      const { command, options, option } = menu;
      return await wait(
        await deskNow().inbox.call(channel, choice, { command, options: { ...options, [option]: choice } }),
      );
    },
    async submit(fields) {
      if (!form) throw new Error('no form is open');
      const filled = form.fields.flatMap(({ name, label }) => (fields[label] ? [[name, fields[label]]] : []));
      const call = { command: form.command, options: { ...form.given, ...Object.fromEntries(filled) } };
      return await wait(await deskNow().inbox.call(channel, form.title, call));
    },
    asksOn: async (question) => await wait(await deskNow().inbox.type(channel, `/ask ${question}`)),
    says: (text) => deskNow().inbox.type(channel, text),
    async seesBelow(messageId) {
      const all = await deskNow().messages.recent(channel, 100);
      const posted = all.filter(({ id, line }) => line === '' && Number(id) > Number(messageId));
      return posted.map(({ id, message }) => toSeen(id, message));
    },
    async sees() {
      return (await deskNow().messages.recent(channel, 100)).map(({ id, message }) => toSeen(id, message));
    },
  };
}

function toSeen(id: string, { blocks, buttons, ping }: Message): Seen {
  const lines = blocks.flatMap((block) => ('items' in block ? block.items.map(({ text }) => text) : [block.text]));
  return {
    id,
    text: [...(ping ? [`@${ping.slice(1)}`] : []), ...lines].join('\n'),
    buttons: buttons.map(({ label }) => label),
    isPrivate: false,
  };
}
