import type { Block, Message } from '../chat/message.ts';
import type { SettingName } from '../news/settings.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { cut } from './item-lines.ts';
import { titleOf } from './pick-source.ts';
import type { SetupPlan } from './setup-plan.ts';

/** Of each kind. */
const SHOWN = 8;

type Changed = { name: SettingName; value: string | null }[];

/** What an import would do. Nothing has been done yet. */
export function renderPlan({
  plan,
  settings,
  left,
  offer,
}: {
  plan: SetupPlan;
  settings: Changed;
  left: readonly string[];
  offer: string | null;
}): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: offer === null ? 'Nothing would change' : 'This would change', url: null },
      ...planLines(plan, settings),
      ...listed('can’t be followed, for they are no web addresses', left),
      { kind: 'note', text: `${plan.same} stay as they are. Nothing is taken out, and nothing has been done yet.` },
    ],
    buttons: offer === null ? [] : [{ label: 'Do it', command: 'source confirm', options: { offer } }],
  };
}

export function renderImported(plan: SetupPlan, settings: Changed): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Imported', url: null },
      ...planLines({ ...plan, onlyHere: [] }, settings),
      { kind: 'note', text: 'What the new sources hold today is not posted. /source list shows how each does.' },
    ],
    buttons: [],
  };
}

function planLines({ add, change, onlyHere }: SetupPlan, settings: Changed): Block[] {
  return [
    ...listed(
      'to follow',
      add.map(({ source, settings }) => settings.title ?? withoutCredentials(source.url)),
    ),
    ...listed(
      'to change',
      change.map(({ followed }) => titleOf(followed)),
    ),
    ...listed(
      'settings to change',
      settings.map(({ name, value }) => `${name}: ${value ?? 'the article’s own'}`),
    ),
    ...listed('followed here only, and kept', onlyHere.map(titleOf)),
  ];
}

function listed(what: string, names: readonly string[]): Block[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const shown = names.slice(0, SHOWN).map((name) => cut(name, 80));
  return [{ kind: 'text', text: `${names.length} ${what}: ${shown.join(', ')}${more}` }];
}
