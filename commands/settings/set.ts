import { defineCommand } from '../../src/chat/command.ts';
import { words } from '../../src/chat/message.ts';
import { choice, language, line, number, type Option, who } from '../../src/chat/options.ts';
import { refuseEverybody } from '../../src/desk/ping-role.ts';
import { readQuietHours, writeQuietHours } from '../../src/digests/read-schedule.ts';
import { readZone } from '../../src/digests/zone.ts';
import { UserError } from '../../src/errors.ts';
import type { SettingsStore } from '../../src/news/ports.ts';
import {
  CLOCK_SETTING_NAMES,
  KEEPING_SETTING_NAMES,
  NO_MODEL,
  POSTING_SETTING_NAMES,
  SETTING_NAMES,
} from '../../src/news/settings.ts';
import { LENGTHS } from '../../src/news/summary.ts';

const NAMES = [...SETTING_NAMES, ...CLOCK_SETTING_NAMES, ...POSTING_SETTING_NAMES, ...KEEPING_SETTING_NAMES];
const PLACES = ['channel', 'workspace'] as const;
const OFF = 'off';

export default defineCommand({
  name: 'settings set',
  description: 'Set how this channel is written for, by which clock it lives, and what it may cost',
  access: 'moderators',
  opens: 'private',
  form: { title: 'How to write here', fields: ['style', 'length', 'language', 'where'], unless: [...NAMES] },
  options: {
    style: choice('How to write', ({ prompts }) => prompts.styleNames),
    length: choice('How much to write', () => LENGTHS),
    language: or('original', language('Which language to write in, or “original” for the article’s own')),
    zone: { ...line('The time zone here, such as Europe/Berlin'), read: readZone },
    quiet: or(OFF, {
      ...line('When nothing is posted at once, such as 22:00-07:00, or “off”'),
      read: (given: string) => writeQuietHours(readQuietHours(given)),
    }),
    links: or(
      OFF,
      choice('Whether links that people post here are summarized in a thread, unasked', () => ['on', OFF]),
    ),
    ping: or(OFF, role('The role that digests and posts of stories ping, as a mention, or “off”')),
    model: or(
      'default',
      choice('Which language model writes', ({ models }) => ['default', NO_MODEL, ...(models ?? [])]),
    ),
    budget: or(OFF, number('How many tokens a day the model may use, or “off”', { min: 1000, max: 1_000_000_000 })),
    retention: or(OFF, number('After how many days all that was read is forgotten, or “off”', { min: 1, max: 3650 })),
    where: choice('For this channel, or for the whole workspace', () => PLACES),
  },

  async run(
    { options, scope, caller },
    { settings, deafnessIn }: { settings: SettingsStore; deafnessIn(channel: string): string | null },
  ) {
    const given = NAMES.filter((name) => options[name] !== null);
    if (given.length === 0) throw new UserError('nothingSet', { names: NAMES.join(', ') });
    refuseEverybody(isUnset(options.ping) ? null : options.ping, scope);
    const place = options.where === 'workspace' ? scope.workspace : scope.channel;
    for (const name of given) {
      const value = isUnset(options[name]) ? null : String(options[name]);
      await settings.set({ workspace: scope.workspace, place, name, value, by: caller.ref });
    }
    const said = given.map((name) => `${name} ${wordOf(options[name])}`).join(', ');
    // It may be mended later, so it is set all the same.
    const deafness = options.links === 'on' ? deafnessIn(scope.channel) : null;
    return words(
      [`Set for ${options.where ?? 'channel'}: ${said}.`, ...(deafness === null ? [] : [deafness])].join(' '),
    );
  },
});

/** What stands for "not set", in the word that was given for it. */
interface Unset {
  word: string;
}

/** The same option, where a word unsets what was set. */
function or<T>(word: string, option: Option<T | null>): Option<T | Unset | null> {
  return {
    ...option,
    read: (given, name, menus) => (given.trim().toLowerCase() === word ? { word } : option.read(given, name, menus)),
  };
}

function isUnset(value: unknown): value is Unset {
  return typeof value === 'object' && value !== null;
}

function wordOf(value: unknown): string {
  return isUnset(value) ? value.word : String(value);
}

function role(description: string): Option<string | null> {
  const option = who(description);
  return {
    ...option,
    read(given, name, menus) {
      const read = option.read(given, name, menus);
      if (read?.startsWith('&')) return read;
      throw new UserError('badOption', { name, given, expected: 'a mention of a role or a user group' });
    },
  };
}
