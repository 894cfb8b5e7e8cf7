import type { App } from '@slack/bolt';
import type { Doing, Room } from './doing.ts';
import { tell, wordsFor } from './doing.ts';
import { heardEvent } from './inbox-event.ts';
import { submitted, suggested } from './inbox-form.ts';
import { pressed } from './inbox-press.ts';
import { shortcut } from './inbox-shortcut.ts';
import { typed } from './inbox-slash.ts';

/** What a payload was understood as: who did it, and what is to be done about it. Null = nothing for us. */
export type Understood = { doing: Doing; act(): Promise<void> } | null;

export interface Inbox {
  /** Ends when everything that is under way has. */
  settle(): Promise<void>;
}

/** Takes in what people do. Everything is acknowledged before any other work, and whatever goes wrong ends here. */
export function openInbox(app: App, room: Room): Inbox {
  const underway = new Set<Promise<void>>();
  const take = (what: string, read: () => Promise<Understood>) => {
    const work = handle(what, read, room).finally(() => underway.delete(work));
    underway.add(work);
    return work;
  };

  app.command(/.*/, async ({ ack, body }) => {
    await ack();
    await take('command', () => typed(body, room));
  });
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    await ack();
    await take('press', () => pressed(body, room));
  });
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack();
    await take('shortcut', () => shortcut(body, room));
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

/** Never throws. */
async function handle(what: string, read: () => Promise<Understood>, room: Room): Promise<void> {
  const { logger } = room.desk;
  try {
    const understood = await read();
    if (!understood) return;
    try {
      await understood.act();
    } catch (error) {
      await tell(understood.doing, wordsFor(error, what, logger), room);
    }
  } catch (error) {
    logger.error({ event: 'inbox', platform: 'slack', what, err: error });
  }
}
