import { z } from 'zod';
import { testSource as look, type TestPorts } from '../desk/test-source.ts';
import { defineJob } from '../queue/define-job.ts';
import { sourceFields } from './source-fields.ts';

export const testSource = defineJob({
  name: 'test-source',
  payload: z.object({ source: z.string(), ...sourceFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ source, scope, reply }, ports: TestPorts, { signal }) {
    const message = await look(source, scope, { ...ports, signal });
    return { deliver: [{ key: reply, target: reply, how: 'edit', message }] };
  },
});
