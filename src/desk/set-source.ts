import { type Message, words } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { SubscriptionSettings } from '../news/subscription.ts';
import type { ChangePorts } from './change-source.ts';
import { type Changer, noteChange } from './follow.ts';
import { cut } from './item-lines.ts';
import { pickSource, titleOf } from './pick-source.ts';

export const MODES = ['digest', 'instant'] as const;

/** What is written for "nothing of our own". */
const CLEARED = '-';
const MAX_CHARS = 300;

/** Changes what was given of how a channel follows a source. */
export async function setSource(
  given: { source: string; title: string | null; section: string | null; mode: SubscriptionSettings['mode'] | null },
  who: Changer,
  ports: ChangePorts,
): Promise<Message> {
  const followed = await pickSource(given.source, who.scope, ports);
  const settings = {
    ...(given.title !== null && { title: readName(given.title) }),
    ...(given.section !== null && { tag: readName(given.section) }),
    ...(given.mode !== null && { mode: given.mode }),
  };
  if (Object.keys(settings).length === 0) throw new UserError('nothingSet', { names: 'title, section, mode' });
  await ports.sources.change(followed.id, who.scope.channel, settings);
  const { title, tag, mode } = { ...followed, ...settings };
  const section = tag === null ? 'in no section' : `in the section ${tag}`;
  const when = mode === 'instant' ? 'posted at once' : 'posted with the digest';
  const said = `${titleOf({ ...followed, title })} is ${section} and ${when}`;
  await noteChange(said, who, ports);
  return words(`${said}.`);
}

function readName(given: string): string | null {
  const name = given.trim();
  return name === CLEARED ? null : cut(name, MAX_CHARS);
}
