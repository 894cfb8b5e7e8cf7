import type { Form } from '../../../src/chat/form.ts';
import type { Message } from '../../../src/chat/message.ts';
import type { Clock } from '../../../src/news/ports.ts';
import { watchReply } from '../../../src/platforms/local/terminal.ts';
import type { Desk } from '../../../src/wire.ts';
import { type AskedFor, openDeskFor, type Person, type Seen, type Settings, type Stage, troublesIn } from './stage.ts';

const CHANNEL = 'stage';
const TIMEOUT_MS = 30_000;

export async function localStage(settings: Settings = {}, clock?: Clock): Promise<Stage> {
  const { desk, database } = await openDeskFor(settings, clock ? { clock } : {});
  return {
    name: 'local',
    ...{ desk, database, channel: `local:${CHANNEL}` },
    person: () => personAt(desk),
    troubles: () => troublesIn(database),
    violations: () => [],
    close: desk.close,
  };
}

function personAt(desk: Desk): Person {
  let form: Form | null = null;
  const wait = async (id: string): Promise<Seen> =>
    toSeen(id, await watchReply(id, desk, { timeoutMs: TIMEOUT_MS, onProgress: () => {} }));
  const messageOf = async ({ id }: Seen): Promise<Message> => {
    const stored = await desk.messages.get(id);
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
          desk.uploads.save({ channel: `local:${CHANNEL}`, ...file, bytes: Buffer.from(bytes) }),
        ),
      );
      return await wait(await desk.inbox.type(CHANNEL, [line, ...saved.map((id) => `file:${id}`)].join(' ')));
    },
    slashForForm: async (line) => ask(desk.inbox.formFor(line)),
    click: async (label, on) => await wait(await desk.inbox.call(CHANNEL, label, await press(label, on))),
    clickForForm: async (label, on) => ask(desk.inbox.formFor(await press(label, on))),
    async pick(choice, on) {
      const menu = (await messageOf(on)).menus?.find(({ choices }) => choices.includes(choice));
      if (!menu) throw new Error(`no menu with ${choice} on: ${on.text}`);
      const { command, options, option } = menu;
      return await wait(await desk.inbox.call(CHANNEL, choice, { command, options: { ...options, [option]: choice } }));
    },
    async submit(fields) {
      if (!form) throw new Error('no form is open');
      const filled = form.fields.flatMap(({ name, label }) => (fields[label] ? [[name, fields[label]]] : []));
      const call = { command: form.command, options: { ...form.given, ...Object.fromEntries(filled) } };
      return await wait(await desk.inbox.call(CHANNEL, form.title, call));
    },
    async sees() {
      return (await desk.messages.recent(CHANNEL, 100)).map(({ id, message }) => toSeen(id, message));
    },
  };
}

function toSeen(id: string, { blocks, buttons }: Message): Seen {
  const lines = blocks.flatMap((block) => ('items' in block ? block.items.map(({ text }) => text) : [block.text]));
  return { id, text: lines.join('\n'), buttons: buttons.map(({ label }) => label), isPrivate: false };
}
