import { type Message, words } from '../chat/message.ts';
import type { Sources, Trail } from '../news/source-ports.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { type Changer, noteChange } from './follow.ts';
import { pickSource, titleOf } from './pick-source.ts';
import { healthWords } from './source-list.ts';

export type ChangePorts = { sources: Pick<Sources, 'ofChannel' | 'change' | 'unfollow'>; trail: Trail };

export async function pauseSource(given: string, who: Changer, ports: ChangePorts): Promise<Message> {
  const followed = await pickSource(given, who.scope, ports);
  const title = titleOf(followed);
  await ports.sources.change(followed.id, who.scope.channel, { isPaused: true });
  await noteChange(`${title} is paused`, who, ports);
  return words(`${title} is paused here: what it tells until /source resume is not posted, also not later.`);
}

export async function resumeSource(given: string, who: Changer, ports: ChangePorts): Promise<Message> {
  const followed = await pickSource(given, who.scope, ports);
  const title = titleOf(followed);
  await ports.sources.change(followed.id, who.scope.channel, { isPaused: false });
  await noteChange(`${title} is no longer paused`, who, ports);
  return words(`${title} is followed here again, from now on. It is ${healthWords(followed)}.`);
}

export async function removeSource(given: string, who: Changer, ports: ChangePorts): Promise<Message> {
  const followed = await pickSource(given, who.scope, ports);
  const name = `${titleOf(followed)} (${withoutCredentials(followed.source.url)})`;
  await ports.sources.unfollow(followed.id, who.scope.channel);
  await noteChange(`${name} is followed no longer`, who, ports);
  return words(`${name} is not followed here any more.`);
}
