import type { Block, Button, Message } from '../chat/message.ts';
import type { Clock, Scope } from '../news/ports.ts';
import type { Items, Offers, Sources } from '../news/source-ports.ts';
import type { Followed, StoredItem } from '../news/subscription.ts';
import { createFilter } from '../sources/filter.ts';
import { cut, itemTitle } from './item-lines.ts';
import { saveOffer } from './offer.ts';
import { pickSource, titleOf } from './pick-source.ts';

export interface FilterPorts {
  sources: Pick<Sources, 'ofChannel'>;
  items: Pick<Items, 'newest'>;
  offers: Offers;
  clock: Clock;
}

const PREVIEWED = 20;
const MAX_TITLE = 70;
const MAX_REASON = 60;

/** What a filter would do to the last items of a source, and the button that sets it; of the filter that is set where none is given. */
export async function previewFilter(
  { source: given, expression }: { source: string; expression: string | null },
  scope: Scope,
  ports: FilterPorts,
): Promise<Message> {
  const followed = await pickSource(given, scope, ports);
  const filter = expression ?? followed.filter;
  if (filter === null) return renderNone(followed);
  const judge = createFilter(filter);
  const items = await ports.items.newest(followed.id, scope.channel, PREVIEWED);
  const judged = items.map((item) => ({ item, ...judge(item) }));
  const offered = { kind: 'filter' as const, subscriptionId: followed.id, filter: expression };
  const offer = await saveOffer(offered, scope.channel, ports);
  return render(followed, filter, judged, {
    label: expression === null ? 'Remove the filter' : 'Use this filter',
    offer,
  });
}

type Judged = { item: StoredItem; passes: boolean; because: string };

function render(
  followed: Followed,
  filter: string,
  judged: Judged[],
  { label, offer }: { label: string; offer: string },
): Message {
  const passed = judged.filter(({ passes }) => passes).length;
  const summary =
    judged.length === 0 ? 'It has told nothing yet to try it on.' : `${passed} of the last ${judged.length} pass.`;
  const button: Button = { label, command: 'source confirm', options: { offer } };
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: `Filter of ${cut(titleOf(followed), 100)}`, url: null },
      { kind: 'text', text: cut(filter, 500) },
      { kind: 'text', text: summary },
      ...judged.map(judgedLine),
    ],
    buttons: [button],
  };
}

function judgedLine({ item, passes, because }: Judged): Block {
  return { kind: 'text', text: `${passes ? '✓' : '✗'} ${itemTitle(item, MAX_TITLE)} — ${cut(because, MAX_REASON)}` };
}

function renderNone(followed: Followed): Message {
  const text = `${titleOf(followed)} has no filter: all that it tells passes. For example: (rail OR bus) NOT strike author:"Ann Lee" language:en title:/budget \\d{4}/`;
  return { state: 'final', blocks: [{ kind: 'text', text }], buttons: [] };
}
