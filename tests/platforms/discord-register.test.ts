import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { defineCommand } from '../../src/chat/command.ts';
import { words } from '../../src/chat/message.ts';
import { choice, file, line, type Menus, required, text } from '../../src/chat/options.ts';
import { differences, registrationOf } from '../../src/platforms/discord/register.ts';
import { commandBreaches, setBreaches } from '../doubles/discord/rules/commands.ts';

const menus: Menus = { prompts: { styleNames: ['brief', 'deep'] }, titled: async () => [] };

const add = defineCommand({
  name: 'source add',
  description: 'Add a source',
  localized: { de: { name: 'hinzufügen', description: 'Eine Quelle hinzufügen' } },
  access: 'moderators',
  opens: 'private',
  options: {
    file: file('A list of sources'),
    label: line('What to call it'),
    kind: choice('What it is', () => ['feed', 'page']),
    zone: choice('Where', () => Array.from({ length: 40 }, (_, at) => `zone ${at}`)),
    url: required(text('Its address')),
  },
  run: async () => words('added'),
});
const remove = defineCommand({
  name: 'source remove',
  description: 'Remove a source',
  access: 'everyone',
  opens: 'private',
  onMessage: { label: 'Remove it', read: () => [{}] },
  options: {},
  run: async () => words('removed'),
});

test('the project’s own commands keep to Discord’s rules, and what only buttons reach is not listed', () => {
  const wanted = registrationOf(commands, menus, true);
  // They are what the rules look at, under other types.
  const parts = wanted as Parameters<typeof setBreaches>[0];
  expect([...setBreaches(parts), ...parts.flatMap((part) => commandBreaches(part, []))]).toEqual([]);
  const names = wanted.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['summarize', 'source', 'settings', 'help', 'Summarize', 'Remove']));
  expect(names.filter((name) => ['evidence', 'rewrite', 'sample'].includes(name))).toEqual([]);
  expect(JSON.stringify(wanted)).not.toContain('confirm');
});

test('words of a path become sub-commands, with required options first, choices, and autocomplete beyond 25', () => {
  const [source, menu] = registrationOf([add, remove], menus, true);
  expect(source).toMatchObject({
    type: 1,
    name: 'source',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
    options: [
      {
        type: 1,
        name: 'add',
        name_localizations: { de: 'hinzufügen' },
        options: [
          { name: 'url', type: 3, required: true },
          { name: 'file', type: 11, required: false },
          { name: 'label', type: 3 },
          { name: 'kind', choices: [{ name: 'feed', value: 'feed' }, { value: 'page' }] },
          { name: 'zone', autocomplete: true },
        ],
      },
      { type: 1, name: 'remove', options: [] },
    ],
  });
  expect(source).not.toHaveProperty('default_member_permissions');
  expect(menu).toMatchObject({ type: 3, name: 'Remove it' });
});

test('a command of one server says nothing of where it can be used', () => {
  for (const one of registrationOf([add, remove], menus, false)) expect(one).not.toHaveProperty('contexts');
});

test('only what is new, changed or gone is written', () => {
  const [source, menu] = registrationOf([add, remove], menus, true);
  const stored = (given: object | undefined, id: string) =>
    // What Discord answers, with what it fills in.
    ({
      ...structuredClone(given),
      id,
      application_id: '1',
      version: '2',
      nsfw: false,
      default_member_permissions: null,
    }) as never;
  const activity = stored({ type: 4, name: 'launch' }, '90');
  const same = [
    stored({ ...source, integration_types: [1, 0] }, '10'),
    stored({ ...menu, description: '' }, '11'),
    activity,
  ];
  expect(differences(same, registrationOf([add, remove], menus, true))).toEqual({ create: [], change: [], remove: [] });

  const changed = registrationOf([{ ...add, description: 'Add one' }], menus, true);
  expect(differences(same, changed)).toMatchObject({ create: [], change: [{ id: '10' }], remove: ['11'] });
  expect(differences([], changed).create).toHaveLength(1);
});
