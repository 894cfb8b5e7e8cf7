import { giveHook } from './hooks.ts';
import { isJson, type Platform, textOf } from './platform.ts';
import type { Json, SlackView } from './types.ts';

/**
 * A payload that came from outside, a recorded one say, made to belong here: who and what it names is put into the world,
 * its trigger_id works, and its response_url leads to the double instead of to the real platform.
 */
export function adopt(platform: Platform, payload: Json): Json {
  const place = channelIn(payload);
  const user = userIn(payload);
  if (user) adoptUser(platform, payload, user);
  if (place) adoptChannel(platform, payload, place, user);
  if (place && user) adoptMessages(platform, payload, place, user);
  const trigger = textOf(payload.trigger_id);
  if (trigger && !platform.triggers.has(trigger))
    platform.triggers.set(trigger, { user, at: platform.clock(), isUsed: false });
  if (payload.type === 'view_submission' && isJson(payload.view)) adoptView(platform, payload.view, user);
  return place && user ? withHook(platform, payload, place, user) : payload;
}

function adoptUser({ realm }: Platform, payload: Json, id: string): void {
  if (realm.users.has(id)) return;
  const name = textOf(payload.user_name) || textOf(objectIn(payload.user).name) || id.toLowerCase();
  realm.addUser({ id, name });
}

function adoptChannel({ realm }: Platform, payload: Json, id: string, user: string): void {
  if (!realm.channels.has(id)) {
    const isDirect = id.startsWith('D');
    const name = textOf(payload.channel_name) || textOf(objectIn(payload.channel).name) || id.toLowerCase();
    realm.addChannel({ id, name, ...(isDirect ? { kind: 'im' as const, user: user || null } : {}) });
  }
  if (user) realm.channels.get(id)?.members.add(user);
}

/** The message it is about, and the one its thread hangs from. */
function adoptMessages({ realm, settings }: Platform, payload: Json, channel: string, user: string): void {
  const event = objectIn(payload.event);
  const message = objectIn(payload.message);
  const container = objectIn(payload.container);
  const isOwn = payload.type === 'block_actions';
  const team = realm.teamOf(channel);
  const author = isOwn ? { user: team.botUserId, bot_id: team.botId, app_id: settings.appId } : { user };
  const told = isOwn ? message : { ...event, ...message };
  const add = (ts: string, facts: object) => {
    if (!ts || realm.messages.some((one) => one.ts === ts && one.channel === channel)) return;
    realm.addMessage({ channel, text: '', ...author, ...facts, ts });
  };
  const threadTs = textOf(told.thread_ts) || textOf(container.thread_ts);
  if (threadTs) add(threadTs, {});
  const ts = textOf(told.ts) || textOf(container.message_ts);
  const blocks = Array.isArray(told.blocks) ? { blocks: told.blocks } : {};
  const ephemeralTo = container.is_ephemeral === true ? user : null;
  add(ts, { text: textOf(told.text), ...blocks, ephemeralTo, ...(threadTs ? { thread_ts: threadTs } : {}) });
}

function adoptView({ realm }: Platform, view: Json, user: string): void {
  const known = realm.modals.get(user) ?? [];
  // A view in a payload is one that the platform had made.
  if (!known.some(({ id }) => id === view.id)) realm.modals.set(user, [...known, view as SlackView]);
}

function withHook(platform: Platform, payload: Json, channel: string, user: string): Json {
  const given = textOf(payload.response_url);
  if (!given || given.startsWith(platform.origin())) return payload;
  const source = textOf(objectIn(payload.container).message_ts) || textOf(payload.message_ts) || null;
  const kind = typeof payload.command === 'string' ? 'command' : 'action';
  return { ...payload, response_url: giveHook(platform, { kind, channel, user, source }) };
}

function channelIn(payload: Json): string {
  const event = objectIn(payload.event);
  const item = objectIn(event.item);
  const candidates = [
    payload.channel_id,
    objectIn(payload.channel).id,
    objectIn(payload.container).channel_id,
    event.channel,
    item.channel,
  ];
  return candidates.map(textOf).find((id) => id !== '') ?? '';
}

function userIn(payload: Json): string {
  const candidates = [payload.user_id, objectIn(payload.user).id, objectIn(payload.event).user];
  return candidates.map(textOf).find((id) => id !== '') ?? '';
}

function objectIn(value: unknown): Json {
  return isJson(value) ? value : {};
}
