import { type Message, words } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Scope } from '../news/ports.ts';
import type { Sources } from '../news/source-ports.ts';
import type { SubscriptionSettings } from '../news/subscription.ts';
import { cut } from './item-lines.ts';
import { pickSource, titleOf } from './pick-source.ts';

export const MODES = ['digest', 'instant'] as const;

/** What is written for "nothing of our own". */
const CLEARED = '-';
const MAX_CHARS = 300;

/** Changes what was given of how a channel follows a source. */
export async function setSource(
  given: { source: string; title: string | null; section: string | null; mode: SubscriptionSettings['mode'] | null },
  scope: Scope,
  { sources }: { sources: Pick<Sources, 'ofChannel' | 'change'> },
): Promise<Message> {
  const followed = await pickSource(given.source, scope, { sources });
  const settings = {
    ...(given.title !== null && { title: readName(given.title) }),
    ...(given.section !== null && { tag: readName(given.section) }),
    ...(given.mode !== null && { mode: given.mode }),
  };
  if (Object.keys(settings).length === 0) throw new UserError('nothingSet', { names: 'title, section, mode' });
  await sources.change(followed.id, scope.channel, settings);
  const { title, tag, mode } = { ...followed, ...settings };
  const section = tag === null ? 'in no section' : `in the section ${tag}`;
  const when = mode === 'instant' ? 'posted at once' : 'posted with the digest';
  return words(`${titleOf({ ...followed, title })} is ${section} and ${when}.`);
}

function readName(given: string): string | null {
  const name = given.trim();
  return name === CLEARED ? null : cut(name, MAX_CHARS);
}
