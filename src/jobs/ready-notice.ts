import { words } from '../chat/message.ts';
import type { Clock, Delivery } from '../news/ports.ts';

/** An edit notifies nobody; who waited this long has turned to something else. */
const LONG_MS = 60_000;

/** Beside the edit that fills the reply in, where whoever asked waited long; else nothing. `what` ends in "is ready". */
export function readyNotice(
  what: string,
  reply: string,
  { clock, enqueuedAt }: { clock: Clock; enqueuedAt: number },
): Delivery[] {
  if (clock() - enqueuedAt < LONG_MS) return [];
  return [{ key: `${reply} ready`, target: reply, how: 'post', message: words(`${what} is ready.`) }];
}
