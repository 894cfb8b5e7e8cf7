import type { Message } from '../chat/message.ts';
import type { DigestPlans } from '../news/digest-ports.ts';
import type { Clock, Scope, SettingsStore } from '../news/ports.ts';
import type { Sources } from '../news/source-ports.ts';
import { writeSetup } from '../sources/setup.ts';
import { writeSetupOpml } from '../sources/setup-opml.ts';
import { toSetup } from './setup-plan.ts';

export const FORMATS = ['yaml', 'opml'] as const;
export type Format = (typeof FORMATS)[number];

/** What one message of every platform shows whole. */
const PAGE_CHARACTERS = 2200;

export interface ExportPorts {
  sources: Pick<Sources, 'ofChannel'>;
  plans: Pick<DigestPlans, 'ofChannel'>;
  settings: SettingsStore;
  clock: Clock;
}

/** A channel's set-up as the text of a file; from its `first` character on, as much as a message holds. */
export async function exportSetup(
  { format, first }: { format: Format; first: number },
  scope: Scope,
  { sources, plans, settings, clock }: ExportPorts,
): Promise<Message> {
  const followed = await sources.ofChannel(scope.channel);
  const digests = await plans.ofChannel(scope.channel);
  const setup = toSetup({ followed, digests, settings: await settings.read(scope) }, format === 'opml');
  const text = format === 'yaml' ? writeSetup(setup) : writeSetupOpml(setup, headOf(clock()));
  const page = pageOf(text, first);
  const next = first + page.length;
  const isWhole = page.length === text.length;
  return {
    state: 'final',
    blocks: [
      { kind: 'code', text: page },
      {
        kind: 'note',
        text: isWhole
          ? `${followed.length} sources as ${format}`
          : `Characters ${first + 1} to ${next} of ${text.length}`,
      },
    ],
    buttons:
      next < text.length ? [{ label: 'More', command: 'source export', options: { format, from: String(next) } }] : [],
  };
}

function headOf(now: number): [string, string][] {
  return [
    ['title', 'Followed by Copydesk'],
    ['dateCreated', new Date(now).toUTCString()],
  ];
}

/** Whole lines, where they are no longer than a page. */
function pageOf(text: string, first: number): string {
  const page = text.slice(first, first + PAGE_CHARACTERS);
  const end = page.lastIndexOf('\n') + 1;
  return first + page.length >= text.length || end === 0 ? page : page.slice(0, end);
}
