import type { TaskUpdateChunk } from '@slack/types';
import type { Message } from '../../chat/message.ts';
import { cleanLine, shorten } from '../text.ts';
import { fallbackOf, formatMessage } from './format.ts';
import type { Place } from './refs.ts';
import type { Team } from './teams.ts';

/** Steps of a reply as they happen, in a thread, and the whole message at the end. */
export interface Streams {
  start(team: Team, facts: { channel: string; thread: string; user: string; message: Message }): Promise<Place>;
  /** `ref` names the reply. Throws whatever Slack says; the message can then be edited like any other. */
  step(team: Team, ref: string, at: { channel: string; ts: string }, message: Message): Promise<void>;
  stop(team: Team, ref: string, at: { channel: string; ts: string }, message: Message): Promise<void>;
}

const MAX_TITLE = 200;
/** A message's 50, less the steps that stand above them. */
const MAX_BLOCKS = 40;
const REMEMBERED = 2000;

export function createStreams(): Streams {
  /** The step each reply is at, to be marked done by the next. Only a mark is lost where another process goes on. */
  const steps = new Map<string, { id: string; title: string }>();

  function next(ref: string, message: Message): TaskUpdateChunk[] {
    const before = steps.get(ref);
    const title = titleOf(message);
    if (before?.title === title) return [];
    const id = before ? `step-${Number(before.id.slice(5)) + 1}` : `step-${1}`;
    if (steps.size >= REMEMBERED) steps.delete(steps.keys().next().value ?? '');
    steps.set(ref, { id, title });
    const now: TaskUpdateChunk = { type: 'task_update', id, title, status: 'in_progress' };
    return before ? [{ type: 'task_update', ...before, status: 'complete' }, now] : [now];
  }

  return {
    async start({ client, id }, { channel, thread, user, message }) {
      const { ts } = await client.chat.startStream({
        channel,
        thread_ts: thread,
        recipient_user_id: user,
        recipient_team_id: id,
        task_display_mode: 'timeline',
        chunks: [{ type: 'task_update', id: 'step-0', title: titleOf(message), status: 'complete' }],
      });
      if (ts === undefined) throw new Error('Slack did not say where the stream is');
      return { ts, thread };
    },

    async step({ client }, ref, at, message) {
      const chunks = next(ref, message);
      if (chunks.length > 0) await client.chat.appendStream({ ...at, chunks });
    },

    async stop({ client }, ref, at, message) {
      const last = steps.get(ref);
      const status = message.state === 'error' ? 'error' : 'complete';
      const { blocks } = formatMessage(message, MAX_BLOCKS);
      await client.chat.stopStream({
        ...at,
        blocks,
        ...(last ? { chunks: [{ type: 'task_update', ...last, status }] } : {}),
      });
      steps.delete(ref);
    },
  };
}

function titleOf(message: Message): string {
  const [block] = message.blocks;
  const words = block && 'text' in block ? cleanLine(block.text) : fallbackOf(message);
  return shorten(words, MAX_TITLE) || '…';
}
