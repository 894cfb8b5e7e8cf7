import { type Message, words } from '../chat/message.ts';
import type { Scope } from '../news/ports.ts';
import type { Sources } from '../news/source-ports.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { pickSource, titleOf } from './pick-source.ts';
import { healthWords } from './source-list.ts';

type Ports = { sources: Sources };

export async function pauseSource(given: string, scope: Scope, { sources }: Ports): Promise<Message> {
  const followed = await pickSource(given, scope, { sources });
  await sources.change(followed.id, scope.channel, { isPaused: true });
  return words(
    `${titleOf(followed)} is paused here: what it tells until /source resume is not posted, also not later.`,
  );
}

export async function resumeSource(given: string, scope: Scope, { sources }: Ports): Promise<Message> {
  const followed = await pickSource(given, scope, { sources });
  await sources.change(followed.id, scope.channel, { isPaused: false });
  return words(`${titleOf(followed)} is followed here again, from now on. It is ${healthWords(followed)}.`);
}

export async function removeSource(given: string, scope: Scope, { sources }: Ports): Promise<Message> {
  const followed = await pickSource(given, scope, { sources });
  await sources.unfollow(followed.id, scope.channel);
  return words(`${titleOf(followed)} (${withoutCredentials(followed.source.url)}) is not followed here any more.`);
}
