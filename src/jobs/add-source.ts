import { z } from 'zod';
import { type AddPorts, addSource as add } from '../desk/add-source.ts';
import { defineJob } from '../queue/define-job.ts';
import { sourceFields } from './source-fields.ts';

export const addSource = defineJob({
  name: 'add-source',
  payload: z.object({ url: z.url(), ...sourceFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ url, reply, ...who }, ports: AddPorts, { signal }) {
    const message = await add(url, who, { ...ports, signal });
    return { deliver: [{ key: reply, target: reply, how: 'edit', message }] };
  },
});
