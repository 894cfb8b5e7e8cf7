import type { Block, Message } from '../chat/message.ts';
import type { SettingName } from '../news/settings.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { cut } from './item-lines.ts';
import { titleOf } from './pick-source.ts';
import { type DigestChanges, digestWords } from './setup-digests.ts';
import type { SetupPlan } from './setup-plan.ts';

/** Of each kind. */
const SHOWN = 8;

interface Changes {
  plan: SetupPlan;
  digests: DigestChanges;
  settings: { name: SettingName; value: string | null }[];
}

/** What an import would do. Nothing has been done yet. */
export function renderPlan({
  left,
  offer,
  ...changes
}: Changes & { left: readonly string[]; offer: string | null }): Message {
  const { plan, digests } = changes;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: offer === null ? 'Nothing would change' : 'This would change', url: null },
      ...planLines(changes),
      ...listed('followed here only, and kept', plan.onlyHere.map(titleOf)),
      ...listed(
        'digests here only, and kept',
        digests.onlyHere.map(({ name }) => name),
      ),
      ...listed('can’t be followed, for they are no web addresses', left),
      {
        kind: 'note',
        text: `${plan.same + digests.same} stay as they are. Nothing is taken out, and nothing has been done yet.`,
      },
    ],
    buttons: offer === null ? [] : [{ label: 'Do it', command: 'source confirm', options: { offer } }],
  };
}

export function renderImported(changes: Changes): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Imported', url: null },
      ...planLines(changes),
      { kind: 'note', text: 'What the new sources hold today is not posted. /source list shows how each does.' },
    ],
    buttons: [],
  };
}

function planLines({ plan: { add, change }, digests, settings }: Changes): Block[] {
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
    ...listed('digests to add', digests.add.map(digestWords)),
    ...listed(
      'digests to change',
      digests.change.map(({ wanted }) => digestWords(wanted)),
    ),
  ];
}

function listed(what: string, names: readonly string[]): Block[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const shown = names.slice(0, SHOWN).map((name) => cut(name, 80));
  return [{ kind: 'text', text: `${names.length} ${what}: ${shown.join(', ')}${more}` }];
}
