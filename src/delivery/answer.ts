import { type Call, LATER } from '../chat/command.ts';
import type { Dispatch } from '../chat/dispatch.ts';
import type { Message } from '../chat/message.ts';
import type { Logger } from '../logger.ts';
import type { Deliveries } from '../news/ports.ts';
import { bounded } from './bounded.ts';
import type { ChatPlatform } from './platform.ts';

const EDIT_MS = 10_000;

/** Runs a call whose reply is open. An answer goes there at once; what can't is left to the outbox, so it is not lost. */
export async function answerCall(
  call: Call,
  desk: {
    dispatch: Dispatch;
    platform: Pick<ChatPlatform, 'edit'>;
    deliveries: Pick<Deliveries, 'commit'>;
    logger: Logger;
  },
): Promise<void> {
  const answer = await desk.dispatch(call);
  if (answer !== LATER) await deliverNow(call.reply, answer, desk);
}

async function deliverNow(
  reply: string,
  message: Message,
  {
    platform,
    deliveries,
    logger,
  }: { platform: Pick<ChatPlatform, 'edit'>; deliveries: Pick<Deliveries, 'commit'>; logger: Logger },
): Promise<void> {
  try {
    await bounded(platform.edit(reply, message), EDIT_MS, 'the answer');
  } catch (error) {
    logger.warn({ event: 'answer', reply, err: error });
    await deliveries.commit([{ key: `${reply} answer`, target: reply, how: 'edit', message }]);
  }
}
