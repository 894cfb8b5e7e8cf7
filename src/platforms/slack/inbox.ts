import type { App } from '@slack/bolt';
import type { Message } from '../../chat/message.ts';
import type { Doing, Room } from './doing.ts';
import { tell, wordsFor } from './doing.ts';
import { formatMessage } from './format.ts';
import { heardEvent } from './inbox-event.ts';
import { submitted, suggested } from './inbox-form.ts';
import { pressed } from './inbox-press.ts';
import { shortcut } from './inbox-shortcut.ts';
import { typed } from './inbox-slash.ts';
import { respond } from './respond.ts';

/** What a payload was understood as: who did it, and what is to be done about it. Null = nothing for us. */
export type Understood = { doing: Doing; act(): Promise<void> } | null;

export interface Inbox {
  /** Ends when everything that is under way has. */
  settle(): Promise<void>;
}

/** Takes in what people do. Everything is acknowledged before any other work, and whatever goes wrong ends here. */
export function openInbox(app: App, room: Room): Inbox {
  const underway = new Set<Promise<void>>();
  const take = (what: string, read: () => Promise<Understood>, url: string | null = null) => {
    const work = handle(what, read, url, room).finally(() => underway.delete(work));
    underway.add(work);
    return work;
  };

  app.command(/.*/, async ({ ack, body }) => {
    await ack();
    await take('command', () => typed(body, room), body.response_url);
  });
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    await ack();
    await take('press', () => pressed(body, room), body.response_url);
  });
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack();
    await take('shortcut', () => shortcut(body, room), 'response_url' in body ? body.response_url : null);
  });
  app.view(/.*/, async ({ ack, body }) => {
    await ack();
    await take('form', () => submitted(body, room));
  });
  // Alone reads before it answers, as its answer is the acknowledgement.
  app.options(/.*/, async ({ ack, body }) => {
    await ack({ options: await suggested(body, room) });
  });
  for (const event of ['app_mention', 'message', 'app_home_opened', 'app_uninstalled', 'tokens_revoked']) {
    app.event(event, async ({ body }) => {
      await take(event, () => heardEvent(body, room));
    });
  }
  return {
    async settle() {
      await Promise.all(underway);
    },
  };
}

/** Never throws. The response_url serves where not even the workspace could be made out. */
async function handle(what: string, read: () => Promise<Understood>, url: string | null, room: Room): Promise<void> {
  const { logger } = room.desk;
  let understood: Understood = null;
  try {
    understood = await read();
    await understood?.act();
  } catch (error) {
    const words = wordsFor(error, what, logger);
    const telling = understood ? tell(understood.doing, words, room) : tellBy(url, words, room);
    await telling.catch((again: unknown) => logger.error({ event: 'inbox', platform: 'slack', what, err: again }));
  }
}

async function tellBy(url: string | null, words: Message, { way }: Room): Promise<void> {
  if (url !== null) await respond({ url, thread: null, isPrivate: true }, formatMessage(words), way.web, null);
}
