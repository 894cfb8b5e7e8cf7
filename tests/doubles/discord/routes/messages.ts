import { channelFor, messageIn } from '../access.ts';
import { refuse } from '../errors.ts';
import { heldMessage } from '../message-body.ts';
import { createMessage, editMessage, guildOf, removeMessage } from '../messages.ts';
import { channelPayload } from '../payloads.ts';
import { may } from '../permissions.ts';
import { type Call, NO_CONTENT, OK, object, type Reply, type Route } from '../route.ts';
import { breach } from '../rules/components.ts';
import { botPermissionsIn, type ChannelRecord, type Json, type State } from '../state.ts';

const FIVE_IN_FIVE_SECONDS = { requests: 5, perMs: 5000 };
const NONCE_MS = 5 * 60_000;

export function messageRoutes(): Route[] {
  /** Message ids by channel and nonce. */
  const nonces = new Map<string, { id: string; at: number }>();
  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      bucket: FIVE_IN_FIVE_SECONDS,
      schema: object('MessageCreateRequest'),
      run: (call) => post(call, nonces),
    },
    { method: 'GET', path: '/channels/:channel/messages', schema: null, run: list },
    { method: 'GET', path: '/channels/:channel/messages/:message', schema: null, run: read },
    {
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      bucket: FIVE_IN_FIVE_SECONDS,
      schema: object('MessageEditRequestPartial'),
      run: edit,
    },
    { method: 'DELETE', path: '/channels/:channel/messages/:message', schema: null, run: remove },
    { method: 'POST', path: '/channels/:channel/messages/:message/crosspost', schema: null, run: crosspost },
    { method: 'POST', path: '/channels/:channel/typing', schema: null, run: typing },
    { method: 'GET', path: '/channels/:channel', schema: null, run: channel },
  ];
}

function channel({ core: { state }, params }: Call): Reply {
  return OK(channelPayload(state, channelFor(state, params.channel)));
}

function post(call: Call, nonces: Map<string, { id: string; at: number }>): Reply {
  const { core, body: given } = call;
  const { state } = core;
  const record = writable(state, call.params.channel);
  const { body, files } = heldMessage(call, given);
  if ((body.embeds ?? []).length > 0) channelFor(state, record.channel.id, 'EmbedLinks');
  if (files.length > 0) channelFor(state, record.channel.id, 'AttachFiles');
  const key = `${record.channel.id} ${String(given.nonce)}`;
  const known = given.enforce_nonce ? nonces.get(key) : undefined;
  const repeated = known && state.now() - known.at < NONCE_MS ? state.messages.get(known.id) : undefined;
  if (repeated) return OK({ ...repeated.message, nonce: given.nonce });
  const extra = referenceOf(state, record, body.message_reference ?? null);
  const { message } = createMessage(state, {
    channel: record,
    author: state.bot,
    body,
    files,
    type: 'message_reference' in extra ? 19 : 0,
    extra,
    nonce: given.nonce,
  });
  if (given.nonce !== undefined && given.nonce !== null) nonces.set(key, { id: message.id, at: state.now() });
  return OK({ ...message, ...(given.nonce === undefined ? {} : { nonce: given.nonce }) });
}

/** A channel that takes messages from the bot now: a forum never does, an archived thread opens when written to. */
export function writable(state: State, id: string | undefined): ChannelRecord {
  const isThread = state.channels.get(id ?? '')?.channel.kind === 'thread';
  const record = channelFor(state, id, isThread ? 'SendMessagesInThreads' : 'SendMessages');
  if (record.channel.kind === 'forum') throw refuse(50008);
  if (record.recipient?.hasClosedDms) throw refuse(50007);
  if (record.channel.isArchived) {
    record.channel.isArchived = false;
    state.emit({ t: 'THREAD_UPDATE', d: channelPayload(state, record) });
  }
  return record;
}

function referenceOf(state: State, { channel }: ChannelRecord, given: Json | null): Json {
  const id = given?.message_id;
  if (typeof id !== 'string') return {};
  const answered = state.messages.get(id);
  const isHere = answered?.message.channel_id === channel.id && answered.onlyFor === null;
  if (!isHere && given?.fail_if_not_exists !== false) throw refuse(10008);
  const reference = { type: 0, channel_id: channel.id, message_id: id, ...guildOf(state, channel.id) };
  return { message_reference: reference, referenced_message: isHere ? answered.message : null };
}

function list({ core: { state }, params, query, hold }: Call): Reply {
  const record = channelFor(state, params.channel);
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100)) hold([breach(['limit'], 'NUMBER_TYPE_MAX', 'Must be between 1 and 100.')]);
  if (!may(botPermissionsIn(state, record), 'ReadMessageHistory')) return OK([]);
  const before = BigInt(query.get('before') ?? '9223372036854775807');
  const after = BigInt(query.get('after') ?? '0');
  const all = [...state.messages.values()].filter(({ message, onlyFor }) => {
    const id = BigInt(message.id);
    return message.channel_id === record.channel.id && onlyFor === null && id < before && id > after;
  });
  const wanted = query.has('after') ? all.slice(0, limit) : all.slice(-limit);
  return OK(wanted.map(({ message }) => message).reverse());
}

function read({ core: { state }, params }: Call): Reply {
  const record = channelFor(state, params.channel, 'ReadMessageHistory');
  return OK(messageIn(state, record, params.message).message);
}

function edit(call: Call): Reply {
  const { state } = call.core;
  const record = channelFor(state, call.params.channel);
  const message = messageIn(state, record, call.params.message);
  if (message.message.author.id !== state.bot.id) throw refuse(50005);
  if (record.channel.isArchived) throw refuse(50083);
  const { body, files } = heldMessage(call, call.body, { before: message });
  editMessage(state, message, body, files);
  return OK(message.message);
}

function remove({ core: { state }, params }: Call): Reply {
  const record = channelFor(state, params.channel);
  const message = messageIn(state, record, params.message);
  if (message.message.author.id !== state.bot.id) channelFor(state, params.channel, 'ManageMessages');
  removeMessage(state, message);
  return NO_CONTENT;
}

/** Only announcement channels hand their messages on, each once. */
function crosspost({ core: { state }, params }: Call): Reply {
  const record = channelFor(state, params.channel, 'SendMessages');
  const message = messageIn(state, record, params.message);
  if (record.channel.kind !== 'announcement') throw refuse(50024);
  if ((message.message.flags & 1) !== 0) throw refuse(40033);
  message.message.flags |= 1;
  state.changed(message.message);
  return OK(message.message);
}

function typing({ core: { state }, params }: Call): Reply {
  writable(state, params.channel);
  return NO_CONTENT;
}
