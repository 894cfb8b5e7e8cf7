import { z } from 'zod';
import { type NoteEditPorts, noteEdit as note } from '../desk/note-edit.ts';
import type { ReadItemPorts } from '../desk/read-item.ts';
import { defineJob } from '../queue/define-job.ts';

/** Looks at an article that was told and edited since, and has our posts say what has changed. */
export const noteEdit = defineJob({
  name: 'note-edit',
  payload: z.object({ itemId: z.string() }),
  key: ({ itemId }) => itemId,
  reply: () => null,
  rememberMs: 0,

  async run({ itemId }, { reading, ...ports }: Omit<NoteEditPorts, keyof ReadItemPorts> & { reading: ReadItemPorts }) {
    await note(itemId, { ...ports, ...reading });
    return {};
  },
});
