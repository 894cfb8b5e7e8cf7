import { checkContent, shown, withDefaults } from '../content.ts';
import type { Finding } from '../contract.ts';
import { MESSAGE } from '../limits.ts';
import { findPings } from '../pings.ts';
import { jsonsOf, type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { checkThread, requireScopes, writableChannel } from '../reach.ts';
import { checkLimits, checkMessageBlocks } from '../rules.ts';
import type { Json, SlackMessage } from '../types.ts';
import { ownMessage, post } from './chat.ts';

/** A stream ends by itself after that, however much is appended; seen by others, written nowhere. */
const STREAM_LIFE_MS = 300_000;

const write = { token: 'bot', scopes: ['chat:write'] } as const;

export const streams: Record<string, Method> = {
  'chat.startStream': { ...write, check: checkStream, run: startStream },
  'chat.appendStream': {
    ...write,
    check: (args) => [...checkStream(args), ...checkSomething(args)],
    run: appendStream,
  },
  'chat.stopStream': { ...write, check: (args) => [...checkStream(args), ...checkBlocks(args)], run: stopStream },
};

function startStream(call: MethodCall): Json {
  const { args, platform } = call;
  const channel = writableChannel(call, args.channel);
  checkThread(call, channel, args.thread_ts);
  if (args.username || args.icon_url || args.icon_emoji) requireScopes(call.team, ['chat:write.customize']);
  for (const name of ['recipient_user_id', 'recipient_team_id'])
    if (channel.kind !== 'im' && !args[name])
      throw new Refusal(`missing_${name}`, { broken: [`${name} is needed outside of direct messages`] });
  const mode = args.task_display_mode;
  if (mode !== undefined && mode !== 'timeline' && mode !== 'plan')
    throw new Refusal('invalid_arguments', { broken: [`task_display_mode "${mode}" is neither timeline nor plan`] });
  const message = post({ ...call, args: {} }, channel, {
    thread_ts: textOf(args.thread_ts),
    stream: 'open',
    blocks: [],
  });
  platform.streams.set(message.ts, { at: platform.clock(), mode: null });
  append(call, message);
  return { channel: channel.id, ts: message.ts };
}

function appendStream(call: MethodCall): Json {
  const channel = writableChannel(call, call.args.channel);
  const message = openStream(call);
  append(call, message);
  return { channel: channel.id, ts: message.ts };
}

function stopStream(call: MethodCall): Json {
  const channel = writableChannel(call, call.args.channel);
  const message = openStream(call);
  append(call, message);
  message.stream = 'closed';
  message.blocks = [...(message.blocks ?? []), ...withDefaults(call.args.blocks)];
  if (call.args.metadata) Object.assign(message, { metadata: call.args.metadata });
  call.platform.streams.delete(message.ts);
  call.platform.realm.changed();
  return { channel: channel.id, ts: message.ts, message: shown(message) };
}

function openStream(call: MethodCall): SlackMessage {
  const channel = writableChannel(call, call.args.channel);
  const message = ownMessage(call, channel, 'message_not_owned_by_app');
  const stream = call.platform.streams.get(message.ts);
  if (stream && call.platform.clock() - stream.at < STREAM_LIFE_MS) return message;
  message.stream = 'closed';
  throw new Refusal('message_not_in_streaming_state');
}

/** A stream keeps to what it was opened with: text, or chunks. */
function append({ args, platform }: MethodCall, message: SlackMessage): void {
  const stream = platform.streams.get(message.ts);
  const mode = args.chunks ? 'chunks' : args.markdown_text ? 'text' : null;
  if (!stream || !mode) return;
  stream.mode ??= mode;
  if (stream.mode !== mode)
    throw new Refusal('streaming_mode_mismatch', { broken: [`a stream opened with ${stream.mode} took ${mode}`] });
  const texts = jsonsOf(args.chunks).map((chunk) => (chunk.type === 'markdown_text' ? textOf(chunk.text) : ''));
  message.text += textOf(args.markdown_text) + texts.join('');
  message.blocks = rendered(message, jsonsOf(args.chunks));
  platform.realm.changed();
}

/** As a reader finds it: the text so far, tasks by their id in their latest state, blocks behind. */
function rendered(message: SlackMessage, chunks: Json[]): Json[] {
  const rest = (message.blocks ?? []).filter(({ type }) => type !== 'markdown');
  for (const chunk of chunks) {
    if (chunk.type === 'blocks') rest.push(...withDefaults(chunk.blocks));
    if (chunk.type === 'task_update') {
      const { id, type: _, ...task } = chunk;
      const known = rest.find((block) => block.task_id === id);
      if (known) Object.assign(known, task);
      else rest.push({ type: 'task_card', task_id: id, ...task });
    }
    if (chunk.type === 'plan_update') {
      const plan = rest.find(({ type }) => type === 'plan');
      if (plan) plan.title = chunk.title;
      else rest.unshift({ type: 'plan', title: chunk.title });
    }
  }
  return message.text ? [{ type: 'markdown', text: message.text }, ...rest] : rest;
}

function checkStream(args: Json): Finding[] {
  const over = (text: unknown, at: string): Finding[] =>
    textOf(text).length > MESSAGE.markdown
      ? [{ at, words: `more than ${MESSAGE.markdown} characters`, code: 'msg_too_long' }]
      : [];
  const both = args.markdown_text !== undefined && args.chunks !== undefined;
  return [
    ...(both
      ? [{ at: '/chunks', words: 'markdown_text and chunks exclude each other', code: 'invalid_arguments' }]
      : []),
    ...over(args.markdown_text, '/markdown_text'),
    ...jsonsOf(args.chunks).flatMap((chunk, i) => over(chunk.text, `/chunks/${i}/text`)),
    ...checkLimits(args.chunks, '/chunks'),
    ...findPings(args),
  ];
}

function checkSomething(args: Json): Finding[] {
  if (args.markdown_text || jsonsOf(args.chunks).length > 0) return [];
  return [{ at: '/chunks', words: 'markdown_text or chunks is needed', code: 'no_text' }];
}

function checkBlocks(args: Json): Finding[] {
  const metadata = checkContent({ text: 'x', metadata: args.metadata });
  return [...checkMessageBlocks(jsonsOf(args.blocks), '/blocks'), ...metadata];
}
