import { defineCommand, LATER } from '../../src/chat/command.ts';
import { file, text } from '../../src/chat/options.ts';
import { UserError } from '../../src/errors.ts';
import { previewImport } from '../../src/jobs/preview-import.ts';
import type { Enqueue } from '../../src/queue/define-job.ts';

export default defineCommand({
  name: 'source import',
  description: 'Take over what an OPML or YAML file follows; shows first what would change',
  access: 'moderators',
  // On Slack a file comes with a mention, whose private answer stands in a DM: its button would be pressed there.
  opens: 'public',
  form: { title: 'Import sources', fields: ['text'], unless: ['text', 'file'] },
  options: { file: file('An .opml or .yaml file'), text: text('The text of such a file, pasted') },

  async run({ options, scope, caller, reply }, { queue }: { queue: Enqueue }) {
    const given = givenOf(options);
    await queue.add(previewImport, { given, scope, by: caller.ref, reply });
    return LATER;
  },
});

function givenOf({ file, text }: { file: string | null; text: string | null }) {
  if (file !== null) return { kind: 'file' as const, handle: file };
  if (text !== null) return { kind: 'text' as const, text };
  throw new UserError('nothingSet', { names: 'file, text' });
}
