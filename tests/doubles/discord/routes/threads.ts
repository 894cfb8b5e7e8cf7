import { channelFor, messageIn } from '../access.ts';
import { checkAgainst } from '../contract.ts';
import { refuse } from '../errors.ts';
import { heldMessage } from '../message-body.ts';
import { createMessage } from '../messages.ts';
import { channelPayload } from '../payloads.ts';
import { type Call, NO_CONTENT, OK, object, type Reply, type Route } from '../route.ts';
import type { ChannelRecord, Json, State } from '../state.ts';
import { newChannel } from '../world.ts';

export function threadRoutes(): Route[] {
  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      schema: object('CreateTextThreadWithMessageRequest'),
      run: fromMessage,
    },
    {
      method: 'POST',
      path: '/channels/:channel/threads',
      // A forum's post brings its first message, another thread none.
      schema: (body) => {
        const isPost = typeof body === 'object' && body !== null && 'message' in body;
        return checkAgainst(isPost ? 'CreateForumThreadRequest' : 'CreateTextThreadWithoutMessageRequest', body ?? {});
      },
      run: withoutMessage,
    },
    { method: 'PUT', path: '/channels/:channel/thread-members/:user', schema: null, run: join },
    { method: 'DELETE', path: '/channels/:channel/thread-members/:user', schema: null, run: leave },
    { method: 'PATCH', path: '/channels/:channel', schema: object('UpdateThreadRequestPartial'), run: change },
    { method: 'DELETE', path: '/channels/:channel', schema: null, run: remove },
  ];
}

/** The thread has the id of its message. */
function fromMessage({ core: { state }, params, body }: Call): Reply {
  const parent = channelFor(state, params.channel, 'CreatePublicThreads');
  if (parent.channel.kind !== 'text' && parent.channel.kind !== 'announcement') throw refuse(50024);
  const { message } = messageIn(state, parent, params.message);
  if (state.channels.has(message.id)) throw refuse(160004);
  const thread = openThread(state, parent, body, message.id);
  message.thread = channelPayload(state, thread);
  message.flags |= 32;
  state.changed(message);
  return { status: 201, body: channelPayload(state, thread) };
}

function withoutMessage(call: Call): Reply {
  const { core, params, body } = call;
  const { state } = core;
  const parent = channelFor(state, params.channel, 'CreatePublicThreads');
  if (parent.channel.kind !== 'forum') {
    if (parent.channel.kind === 'dm' || parent.channel.kind === 'thread') throw refuse(50024);
    return { status: 201, body: channelPayload(state, openThread(state, parent, body)) };
  }
  channelFor(state, params.channel, 'SendMessages');
  // Without `message` the body has passed the schema of an ordinary thread, which a forum does not take.
  const given = (body.message ?? {}) as Json;
  const first = heldMessage(call, given, { at: ['message'] });
  const thread = openThread(state, parent, body);
  const { message } = createMessage(state, { channel: thread, author: state.bot, ...first, id: thread.channel.id });
  return { status: 201, body: { ...channelPayload(state, thread), message } };
}

function openThread(state: State, parent: ChannelRecord, body: Json, id?: string): ChannelRecord {
  const { guildId } = parent.channel;
  const thread = newChannel(state, {
    ...(id ? { id } : {}),
    guildId,
    kind: 'thread',
    name: String(body.name),
    parentId: parent.channel.id,
  });
  thread.ownerId = state.bot.id;
  thread.memberIds.add(state.bot.id);
  thread.autoArchiveMinutes = Number(body.auto_archive_duration ?? 1440);
  state.emit({ t: 'THREAD_CREATE', d: { ...channelPayload(state, thread), newly_created: true } });
  return thread;
}

function join({ core: { state }, params }: Call): Reply {
  const thread = channelFor(state, params.channel);
  if (thread.channel.kind !== 'thread') throw refuse(10003);
  if (thread.channel.isArchived) throw refuse(50083);
  thread.memberIds.add(params.user === '@me' ? state.bot.id : (params.user ?? ''));
  return NO_CONTENT;
}

function leave({ core: { state }, params }: Call): Reply {
  const thread = channelFor(state, params.channel);
  thread.memberIds.delete(params.user === '@me' ? state.bot.id : (params.user ?? ''));
  return NO_CONTENT;
}

function change({ core: { state }, params, body }: Call): Reply {
  const thread = channelFor(state, params.channel, 'ManageThreads');
  if (typeof body.name === 'string') thread.channel.name = body.name;
  if (typeof body.archived === 'boolean') thread.channel.isArchived = body.archived;
  state.emit({ t: 'THREAD_UPDATE', d: channelPayload(state, thread) });
  return OK(channelPayload(state, thread));
}

function remove({ core: { state }, params }: Call): Reply {
  const record = channelFor(state, params.channel, 'ManageThreads');
  if (record.channel.kind !== 'thread') throw refuse(50013);
  const shown = channelPayload(state, record);
  state.channels.delete(record.channel.id);
  state.emit({ t: 'THREAD_DELETE', d: shown });
  return OK(shown);
}
