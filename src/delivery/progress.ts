import type { Message } from '../chat/message.ts';

/** Status edits of replies that are still being worked on: one at a time for each reply, and of those that wait only the newest. */
export interface StatusEdits {
  show(ref: string, message: Message): void;
  /** Drops what waits and lets what is under way end, so that no status comes after what follows. */
  settle(ref: string): Promise<void>;
}

interface Underway {
  waiting: Message | null;
  done: Promise<void>;
}

export function createStatusEdits(edit: (ref: string, message: Message) => Promise<void>): StatusEdits {
  const underway = new Map<string, Underway>();

  async function run(ref: string, first: Message): Promise<void> {
    let message: Message | null = first;
    while (message) {
      await edit(ref, message);
      const entry = underway.get(ref);
      message = entry?.waiting ?? null;
      if (entry) entry.waiting = null;
    }
    underway.delete(ref);
  }

  return {
    show(ref, message) {
      const entry = underway.get(ref);
      if (entry) entry.waiting = message;
      else {
        const made: Underway = { waiting: null, done: Promise.resolve() };
        underway.set(ref, made);
        made.done = run(ref, message);
      }
    },
    async settle(ref) {
      const entry = underway.get(ref);
      if (!entry) return;
      entry.waiting = null;
      await entry.done;
    },
  };
}
