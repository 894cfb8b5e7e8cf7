import { pino } from 'pino';
import { expect, test } from 'vitest';
import { defineCommand, LATER } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { renderHelp } from '../../src/chat/help.ts';
import { required, text } from '../../src/chat/options.ts';

const menus = { prompts: { styleNames: [] } };
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

function deskWith(later = false) {
  const lines: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
  return { lines, dispatch: createDispatch({ commands: [echo, ban], menus, ports: { later }, logger }) };
}

const call = {
  command: 'echo',
  options: { what: 'hello' },
  scope: { workspace: 'local:desk', channel: 'local:page' },
  isModerator: false,
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
  expect(await dispatch({ ...call, command: 'ban', isModerator: true })).toMatchObject({ state: 'final' });
});

test('the log of a command holds no message text', async () => {
  const { dispatch, lines } = deskWith();
  await dispatch(call);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hello');
});

test('/help lists what this person may use', () => {
  const shown = JSON.stringify(renderHelp([echo, ban, { ...echo, name: 'secret', isHidden: true }], menus, false));
  expect(shown).toContain('/echo');
  expect(shown).not.toContain('/ban');
  expect(shown).not.toContain('/secret');
});
