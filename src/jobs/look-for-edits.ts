import { z } from 'zod';
import type { Edits } from '../news/digest-ports.ts';
import type { Clock } from '../news/ports.ts';
import { defineJob, type Follow } from '../queue/define-job.ts';
import { noteEdit } from './note-edit.ts';

const HOUR_MS = 60 * 60_000;
/** Most corrections come within the day; more looks would cost outlets more than they bring. */
const LOOKS_MS = [2 * HOUR_MS, 20 * HOUR_MS];
const MOST = 200;

/** Has pages that were told read again some time after, as many change behind a feed that stays the same. */
export const lookForEdits = defineJob({
  name: 'look-for-edits',
  payload: z.object({}),
  key: () => 'look-for-edits',
  reply: () => null,
  attempts: 1,
  rememberMs: 0,

  async run(_, { edits, clock }: { edits: Edits; clock: Clock }) {
    const items = await edits.worthAnotherLook(clock(), LOOKS_MS, MOST);
    const look = (itemId: string): Follow => {
      return (add) => add(noteEdit, { itemId });
    };
    return { next: items.map(look) };
  },
});
