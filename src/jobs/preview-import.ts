import { z } from 'zod';
import { type ImportPorts, previewImport as preview } from '../desk/setup-import.ts';
import { defineJob } from '../queue/define-job.ts';
import { sourceFields } from './source-fields.ts';

const givenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), handle: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);

export const previewImport = defineJob({
  name: 'preview-import',
  payload: z.object({ given: givenSchema, ...sourceFields }),
  key: ({ reply }) => reply,
  reply: ({ reply }) => reply,

  async run({ given, scope, reply }, ports: ImportPorts) {
    const message = await preview(given, scope, ports);
    return { deliver: [{ key: reply, target: reply, how: 'edit', message }] };
  },
});
