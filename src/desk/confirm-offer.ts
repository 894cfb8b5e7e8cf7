import { type Message, words } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { type Changer, checkRoom, follow, noteChange } from './follow.ts';
import { findOffer, type Offer } from './offer.ts';
import { titleOf } from './pick-source.ts';
import { applyImport, type ImportPorts } from './setup-import.ts';

export type ConfirmPorts = Omit<ImportPorts, 'files' | 'styleNames'>;

/** Does what a button offered; pressed twice, it changes nothing more. */
export async function confirmOffer(id: string, who: Changer, ports: ConfirmPorts): Promise<Message> {
  const offer = await findOffer(id, who.scope.channel, ports);
  switch (offer.kind) {
    case 'follow':
      return await confirmFollow(offer, who, ports);
    case 'filter':
      return await confirmFilter(offer, who, ports);
    case 'import':
      return await applyImport(offer, who, ports);
  }
}

async function confirmFollow(
  { source, title }: Extract<Offer, { kind: 'follow' }>,
  who: Changer,
  ports: ConfirmPorts,
): Promise<Message> {
  await checkRoom(1, who.scope, ports);
  const { isNew } = await follow({ source, title }, who, ports);
  const name = title ?? withoutCredentials(source.url);
  return words(
    isNew
      ? `${name} is followed here from now on. What it holds today is not posted.`
      : `${name} is followed here already.`,
  );
}

async function confirmFilter(
  { subscriptionId, filter }: Extract<Offer, { kind: 'filter' }>,
  who: Changer,
  ports: ConfirmPorts,
): Promise<Message> {
  const { channel } = who.scope;
  const followed = (await ports.sources.ofChannel(channel)).find(({ id }) => id === subscriptionId);
  if (!followed) throw new UserError('goneOffer');
  const name = titleOf(followed);
  await ports.sources.change(subscriptionId, channel, { filter });
  await noteChange(`the filter of ${name} is now ${filter ?? 'none'}`, who, ports);
  if (filter === null) return words(`${name} has no filter any more: all that it tells from now on passes.`);
  return words(`From now on only this passes of ${name}: ${filter}`);
}
