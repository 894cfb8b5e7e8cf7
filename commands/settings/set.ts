import { defineCommand } from '../../src/chat/command.ts';
import { words } from '../../src/chat/message.ts';
import { choice, language, line, type Option } from '../../src/chat/options.ts';
import { readQuietHours, writeQuietHours } from '../../src/digests/read-schedule.ts';
import { readZone } from '../../src/digests/zone.ts';
import { UserError } from '../../src/errors.ts';
import type { Scope, SettingsStore } from '../../src/news/ports.ts';
import { CLOCK_SETTING_NAMES, SETTING_NAMES, type SettingName } from '../../src/news/settings.ts';
import { LENGTHS } from '../../src/news/summary.ts';

const NAMES = [...SETTING_NAMES, ...CLOCK_SETTING_NAMES];
const PLACES = ['channel', 'workspace'] as const;

export default defineCommand({
  name: 'settings set',
  description: 'Set how summaries are written here, and by which clock digests come',
  access: 'moderators',
  opens: 'private',
  form: { title: 'How to write here', fields: ['style', 'length', 'language', 'where'], unless: [...NAMES] },
  options: {
    style: choice('How to write', ({ prompts }) => prompts.styleNames),
    length: choice('How much to write', () => LENGTHS),
    language: orOriginal(language('Which language to write in, or “original” for the article’s own')),
    zone: { ...line('The time zone here, such as Europe/Berlin'), read: readZone },
    quiet: {
      ...line('When nothing is posted at once, such as 22:00-07:00, or “off”'),
      read: (given: string) => (isOff(given) ? ORIGINAL : writeQuietHours(readQuietHours(given))),
    },
    where: choice('For this channel, or for the whole workspace', () => PLACES),
  },

  async run({ options, scope, caller }, { settings }: { settings: SettingsStore }) {
    const given = NAMES.filter((name) => options[name] !== null);
    if (given.length === 0) throw new UserError('nothingSet', { names: NAMES.join(', ') });
    const place = placeOf(options.where, scope);
    for (const name of given) {
      const value = options[name] === ORIGINAL ? null : options[name];
      await settings.set({ workspace: scope.workspace, place, name, value, by: caller.ref });
    }
    return words(
      `Set for ${options.where ?? 'channel'}: ${given.map((name) => said(name, options[name])).join(', ')}.`,
    );
  },
});

/** Stands for "not set". */
const ORIGINAL = 'original';

function isOff(given: string): boolean {
  return given.trim().toLowerCase() === 'off';
}

function orOriginal(option: Option<string | null>): Option<string | null> {
  return {
    ...option,
    read: (given, name, menus) =>
      given.trim().toLowerCase() === ORIGINAL ? ORIGINAL : option.read(given, name, menus),
  };
}

function placeOf(where: string | null, scope: Scope): string {
  return where === 'workspace' ? scope.workspace : scope.channel;
}

function said(name: SettingName, value: string | null): string {
  return `${name} ${value === ORIGINAL && name === 'quiet' ? 'off' : value}`;
}
