import type { Message } from '../chat/message.ts';
import type { Deliveries } from '../news/ports.ts';

/** Greets a workspace once, ever, where whoever set us up there sees it. */
export async function welcome(
  { workspace, postTo }: { workspace: string; postTo: string },
  {
    workspaces,
    deliveries,
  }: {
    workspaces: { claimWelcome(workspace: string): Promise<boolean> };
    deliveries: Pick<Deliveries, 'commit'>;
  },
): Promise<void> {
  if (!(await workspaces.claimWelcome(workspace))) return;
  await deliveries.commit([{ key: `welcome ${workspace}`, target: postTo, how: 'post', message: renderWelcome() }]);
}

/** What a newcomer sees first: one press leads to a first summary. */
export function renderWelcome(): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Copydesk is here', url: null },
      {
        kind: 'text',
        text: 'I summarize articles, and post nothing the article does not hold: every statement is tied to the sentences that support it.',
      },
      { kind: 'text', text: 'Try it on a sample, or give me an article of your own with /summarize and its address.' },
      {
        kind: 'note',
        text: '/help lists everything. Moderators set the style, the length and the language with /settings set.',
      },
    ],
    buttons: [{ label: 'Summarize a sample', command: 'sample', options: {} }],
  };
}
