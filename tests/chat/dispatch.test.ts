import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type Call, type Caller, defineCommand, LATER } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { renderHelp } from '../../src/chat/help.ts';
import { messageSchema } from '../../src/chat/message.ts';
import { type Menus, required, text } from '../../src/chat/options.ts';

const menus: Menus = { prompts: { styleNames: [] }, titled: async () => [] };
const echo = defineCommand({
  name: 'echo',
  description: 'Says it back',
  access: 'everyone',
  opens: 'public',
  options: { what: required(text('The words')) },
  async run({ options }, { later }: { later: boolean }) {
    if (options.what === 'break') throw new Error('the password is hunter2');
    return later ? LATER : { state: 'final', blocks: [{ kind: 'text', text: options.what }], buttons: [] };
  },
});
const ban = defineCommand({ ...echo, name: 'ban', access: 'moderators' });
const ours = defineCommand({ ...echo, name: 'ours', access: 'members' });

const person: Caller = { ref: 'chat:@1', roles: [], managesWorkspace: async () => false, isGuest: false };

function deskWith(later = false) {
  const lines: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const moderatorsOf = async () => ['&77', '@9'];
  const dispatch = createDispatch({ commands: [echo, ban, ours], menus, ports: { later }, moderatorsOf, logger });
  return { lines, dispatch };
}

const call: Call = {
  command: 'echo',
  options: { what: 'hello' },
  scope: { workspace: 'local:desk', channel: 'local:page' },
  caller: person,
  thread: null,
  reply: 'local:page/1',
};

test('a command answers with its message, or hands it to a job', async () => {
  expect(await deskWith().dispatch(call)).toMatchObject({ state: 'final', blocks: [{ text: 'hello' }] });
  expect(await deskWith(true).dispatch(call)).toBe(LATER);
});

test('a failure of ours shows nothing internal, and its reference stands in the log', async () => {
  const { dispatch, lines } = deskWith();
  const answer = JSON.stringify(await dispatch({ ...call, options: { what: 'break' } }));
  expect(answer).not.toContain('hunter2');
  const reference = /Reference ([0-9a-f]{8})/.exec(answer)?.[1];
  expect(reference).toBeDefined();
  expect(lines.join()).toContain(`"reference":"${reference}"`);
});

test('a moderators’ command is refused to others, in words', async () => {
  const { dispatch } = deskWith();
  expect(JSON.stringify(await dispatch({ ...call, command: 'ban' }))).toContain('for moderators only');
  const manager = { ...person, managesWorkspace: async () => true };
  expect(await dispatch({ ...call, command: 'ban', caller: manager })).toMatchObject({ state: 'final' });
});

test.each([
  ['by a role', { ...person, roles: ['chat:&77'] }, 'final'],
  ['as a person', { ...person, ref: 'chat:T1/@9' }, 'final'],
  ['though another’s id ends alike', { ...person, ref: 'chat:@79' }, 'error'],
  ['though a guest', { ...person, ref: 'chat:@9', isGuest: true }, 'error'],
])('who was named a moderator %s may use their commands', async (_, caller, state) => {
  expect(await deskWith().dispatch({ ...call, command: 'ban', caller })).toMatchObject({ state });
});

test('a guest of a channel is refused what is the members’', async () => {
  const { dispatch } = deskWith();
  const guest = { ...person, isGuest: true };
  expect(JSON.stringify(await dispatch({ ...call, command: 'ours', caller: guest }))).toContain('for members only');
  expect(await dispatch({ ...call, command: 'ours' })).toMatchObject({ state: 'final' });
  expect(await dispatch({ ...call, caller: guest })).toMatchObject({ state: 'final' });
});

test('whether the caller manages the workspace is asked only where it matters', async () => {
  const asked: string[] = [];
  const caller = { ...person, managesWorkspace: async () => asked.push('asked') > 0 };
  await deskWith().dispatch({ ...call, caller });
  expect(asked).toEqual([]);
});

test('the log of a command holds no message text', async () => {
  const { dispatch, lines } = deskWith();
  await dispatch(call);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hello');
});

test('/help lists what this person may use', () => {
  const shown = JSON.stringify(renderHelp([echo, ban, { ...echo, name: 'secret', isHidden: true }], false));
  expect(shown).toContain('/echo');
  expect(shown).not.toContain('/ban');
  expect(shown).not.toContain('/secret');
});

test.each([1, 25, 26, 49, 50])('%i commands are all to be picked from the menus of /help', (count) => {
  const commands = Array.from({ length: count }, (_, at) => ({ ...echo, name: `echo ${at}` }));
  const { menus } = messageSchema.parse(renderHelp(commands, false));
  expect(menus?.flatMap(({ choices }) => choices)).toEqual(commands.map(({ name }) => name));
});
