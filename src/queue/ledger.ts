import type { Queue as BullQueue, JobsOptions } from 'bullmq';
import { UserError } from '../errors.ts';
import type { Ledger, Request } from '../news/ports.ts';

const COUNT = 500;

/** Puts a request into the ledger, then into the queue. What the queue does not take now is put there once it does. */
export async function addNoted(
  request: Request,
  { ledger, onError }: { ledger: Ledger; onError: (error: unknown) => void },
  add: () => Promise<void>,
): Promise<void> {
  await ledger.note(request);
  try {
    await add();
  } catch (error) {
    onError(error);
    throw new UserError('queueAway');
  }
}

/** Puts what the queue has lost, or never got, back into it. */
export async function restoreLost(
  queue: BullQueue,
  ledger: Ledger,
  { optionsOf, now }: { optionsOf: (job: string) => JobsOptions | null; now: number },
): Promise<void> {
  for (const { id, job, carried, dueAt } of await ledger.lookAgain(COUNT)) {
    const known = await queue.getJob(id);
    const options = optionsOf(job);
    // It ended without our hearing of it, or this version has no such job any more.
    if (known?.finishedOn !== undefined || !options) await ledger.done(id);
    else if (!known) await queue.add(job, carried, { ...options, jobId: id, delay: Math.max(0, dueAt - now) });
  }
}
