import { randomBytes } from 'node:crypto';
import { failure, type Message, ourFailure } from '../../chat/message.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { codeOf, loggable } from './errors.ts';

const TOO_LATE = 10062;

/** What went wrong in words for whoever did it; what is ours is noted under the reference that they are given. */
export function failureOf(error: unknown, room: { logger: Logger }): Message {
  if (error instanceof UserError) return failure(error.message, null);
  return ourFailure(note(error, room));
}

/** The one way in which what went wrong on the way in is written down. Answers the id that it has in the log. */
export function note(error: unknown, { logger }: { logger: Logger }): string {
  const reference = randomBytes(4).toString('hex');
  const words = codeOf(error) === TOO_LATE ? 'The first answer came after Discord’s three seconds.' : undefined;
  logger.error({ event: 'inbox', platform: 'discord', reference, words, err: loggable(error) });
  return reference;
}
