import { expect, test } from 'vitest';
import { renderSettings } from '../../src/desk/settings-message.ts';
import { DEFAULT_SETTINGS } from '../../src/news/settings.ts';
import { textOf } from '../journeys/person.ts';

test.each<[string | null, number | null, string]>([
  [null, null, 'is kept: without a bound of days'],
  ['30', null, 'is kept: for 30 days'],
  ['1', 30, 'is kept: for a day'],
  [null, 30, 'is kept: for 30 days, as the admin has it'],
  ['365', 30, 'is kept: for 30 days, since the admin lets nothing be kept longer (set are 365 days)'],
])(
  'with %s days set here and %s by the admin, the settings say how long things are kept',
  (retention, mostDays, said) => {
    const shown = textOf(renderSettings({ ...DEFAULT_SETTINGS, retention }, [], { mostDays }));
    expect(shown.split('\n').filter((line) => line.endsWith(said))).toHaveLength(1);
  },
);
