import { answer, writeFor } from '../answering.ts';
import { checkAgainst } from '../contract.ts';
import { refuse } from '../errors.ts';
import type { InteractionRecord } from '../interactions.ts';
import { heldMessage } from '../message-body.ts';
import { editMessage, removeMessage } from '../messages.ts';
import { type Call, NO_CONTENT, OK, object, type Reply, type Route, under } from '../route.ts';
import { choiceBreaches } from '../rules/commands.ts';
import { LOADING } from '../rules/message.ts';
import { modalBreaches } from '../rules/modal.ts';
import type { Json, MessageRecord } from '../state.ts';
import type { Choice, Modal, UploadedFile } from '../types.ts';

/** What an interaction's token opens; none of it carries Authorization. */
export function interactionRoutes(): Route[] {
  const webhook = '/webhooks/:app/:token';
  const bucket = { requests: 5, perMs: 2000 };
  const edited = object('IncomingWebhookUpdateRequestPartial');
  return [
    { method: 'POST', path: '/interactions/:id/:token/callback', isOpen: true, schema: checkCallback, run: callback },
    {
      method: 'POST',
      path: webhook,
      isOpen: true,
      bucket,
      schema: object('IncomingWebhookRequestPartial'),
      run: followUp,
    },
    { method: 'GET', path: `${webhook}/messages/:message`, isOpen: true, schema: null, run: read },
    { method: 'PATCH', path: `${webhook}/messages/:message`, isOpen: true, bucket, schema: edited, run: edit },
    { method: 'DELETE', path: `${webhook}/messages/:message`, isOpen: true, schema: null, run: remove },
  ];
}

const SCHEMAS: Record<number, string> = {
  1: 'PongInteractionCallbackRequest',
  4: 'CreateMessageInteractionCallbackRequest',
  5: 'CreateMessageInteractionCallbackRequest',
  6: 'UpdateMessageInteractionCallbackRequest',
  7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest',
  9: 'ModalInteractionCallbackRequest',
};

function checkCallback(body: unknown) {
  const type = typeof body === 'object' && body !== null && 'type' in body ? Number(body.type) : Number.NaN;
  const name = SCHEMAS[type];
  return name
    ? checkAgainst(name, body)
    : [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'Must be one of 1, 4, 5, 6, 7, 8, 9.' }];
}

function callback(call: Call): Reply {
  const { core, params } = call;
  const record = core.interactions.awaiting(params.id ?? '', params.token ?? '');
  const files = heldCallback(call, record);
  // It has passed checkCallback.
  const message = answer(core.state, record, call.body as { type: number; data?: Json | null }, files);
  if (call.query.get('with_response') !== 'true') return NO_CONTENT;
  return OK({
    interaction: {
      id: record.id,
      type: record.kind,
      ...(message
        ? {
            response_message_id: message.message.id,
            response_message_loading: (message.message.flags & LOADING) !== 0,
            response_message_ephemeral: message.onlyFor !== null,
          }
        : {}),
    },
    resource: { type: call.body.type, ...(message ? { message: message.message } : {}) },
  });
}

/** The rules of each kind of answer. */
function heldCallback(call: Call, record: InteractionRecord): UploadedFile[] {
  const { type, data } = call.body;
  if (type === 8) {
    // Types 8 and 9 have passed the schemas of choices and of modals.
    const { choices = [] } = (data ?? {}) as { choices?: Choice[] };
    call.hold(under('data', choiceBreaches(choices, ['choices'])));
  }
  if (type === 9) call.hold(under('data', modalBreaches(data as Modal)));
  if (type !== 4 && type !== 7) return [];
  // So has a message.
  const given = (data ?? {}) as Json;
  return heldMessage(call, given, { at: ['data'], before: type === 7 ? record.source : null }).files;
}

function followUp(call: Call): Reply {
  const { core } = call;
  const record = tokenOf(call);
  const original = record.originalId ? core.state.messages.get(record.originalId) : undefined;
  const isFirst = original !== undefined && (original.message.flags & LOADING) !== 0;
  const { body, files } = heldMessage(call, call.body, { before: isFirst ? original : null });
  // The first follow-up of a deferred answer takes its place.
  if (isFirst) {
    editMessage(core.state, original, body, files);
    return OK(original.message);
  }
  if (isGuest(call, record) && record.followupIds.length >= GUEST_FOLLOWUPS) throw refuse(40094);
  const { message } = writeFor(core.state, record, body, files, true);
  record.followupIds.push(message.id);
  return OK(message);
}

const GUEST_FOLLOWUPS = 5;

/** Called by a person who brought the app along, where it is not a member. */
function isGuest({ core: { state } }: Call, { channel }: InteractionRecord): boolean {
  const { guildId } = channel.channel;
  return guildId !== null && !state.guilds.get(guildId)?.guild.hasBot;
}

function tokenOf({ core, params }: Call): InteractionRecord {
  if (params.app !== core.state.applicationId) throw refuse(10015);
  return core.interactions.byToken(params.token ?? '');
}

function messageOf(call: Call): MessageRecord {
  const record = tokenOf(call);
  const wanted = call.params.message === '@original' ? record.originalId : call.params.message;
  const isOwn = wanted === record.originalId || record.followupIds.includes(wanted ?? '');
  const message = isOwn ? call.core.state.messages.get(wanted ?? '') : undefined;
  if (!message) throw refuse(10008);
  return message;
}

function read(call: Call): Reply {
  return OK(messageOf(call).message);
}

function edit(call: Call): Reply {
  const message = messageOf(call);
  const { body, files } = heldMessage(call, call.body, { before: message });
  editMessage(call.core.state, message, body, files);
  return OK(message.message);
}

function remove(call: Call): Reply {
  removeMessage(call.core.state, messageOf(call));
  return NO_CONTENT;
}
