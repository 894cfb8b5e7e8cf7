import { giveHook } from './hooks.ts';
import { isJson, type Platform, textOf } from './platform.ts';
import type { Json, SlackChannel, SlackMessage, SlackTeam, SlackView } from './types.ts';

/**
 * A payload that somebody else made, as recorded ones are: its workspace and app become ours, whom and what it names is taken
 * up into the world, its trigger opens views, and its response_url leads to us.
 */
export function adopt(platform: Platform, given: Json): Json {
  const [home] = platform.realm.teams.values();
  if (!home) return given;
  const payload = withEventId(platform, asOurs(platform, home, given));
  const event = isJson(payload.event) ? payload.event : {};
  const user = adoptUser(platform, home, payload, event);
  const channel = adoptChannel(platform, home, { payload, event, user });
  if (channel) adoptMessages(platform, channel, { payload, event, home });
  if (channel && user) adoptEphemeral(platform, channel, { payload, user, home });
  if (user && payload.type === 'view_submission' && isJson(payload.view)) adoptView(platform, payload.view, user);
  const trigger = textOf(payload.trigger_id);
  if (trigger !== '' && user && !platform.triggers.has(trigger)) {
    platform.triggers.set(trigger, { user, at: platform.clock(), isUsed: false });
  }
  return channel && user ? withHook(platform, payload, { channel, user }) : payload;
}

/** Where the recorded ids of workspace, app and bot stand, ours stand then. */
function asOurs({ settings }: Platform, home: SlackTeam, given: Json): Json {
  const { team, authorizations, message } = given;
  const bot = Array.isArray(authorizations) ? authorizations.filter(isJson).find(({ is_bot }) => is_bot) : undefined;
  const event = isJson(given.event) ? given.event : {};
  const said = isJson(message) ? message : event;
  // What one can press was posted by the app itself.
  const isOwn = given.type === 'block_actions' || (bot !== undefined && said.user === bot.user_id);
  const own = isOwn ? said : {};
  const pairs: [string, string][] = [
    [textOf(given.team_id) || (isJson(team) ? textOf(team.id) : ''), home.id],
    [textOf(given.api_app_id), settings.appId],
    [textOf(bot?.user_id) || textOf(own.user), home.botUserId],
    [textOf(own.bot_id), home.botId],
  ];
  const foreign = pairs.filter(([theirs, ours]) => theirs !== '' && theirs !== ours);
  if (foreign.length === 0) return given;
  const text = foreign.reduce((json, [theirs, ours]) => json.replaceAll(theirs, ours), JSON.stringify(given));
  return JSON.parse(text);
}

/** The platform numbers every event; a recording may have been shortened. */
function withEventId({ realm, clock }: Platform, payload: Json): Json {
  if (payload.type !== 'event_callback') return payload;
  return { event_id: realm.id('Ev'), event_time: Math.floor(clock() / 1000), ...payload };
}

function adoptUser({ realm }: Platform, home: SlackTeam, payload: Json, event: Json): string | null {
  const given = isJson(payload.user) ? payload.user : isJson(event.user) ? event.user : {};
  const id = textOf(given.id) || textOf(payload.user_id) || textOf(event.user);
  if (id === '') return null;
  const name = textOf(given.name) || textOf(given.username) || textOf(payload.user_name) || id.toLowerCase();
  const theirTeam = textOf(given.team_id) || home.id;
  const isStranger = theirTeam !== home.id;
  if (!realm.users.has(id)) realm.addUser({ id, name, realName: name, team: theirTeam, isStranger });
  return id;
}

function adoptChannel(
  { realm }: Platform,
  home: SlackTeam,
  { payload, event, user }: { payload: Json; event: Json; user: string | null },
): SlackChannel | null {
  const parts = [payload.channel, payload.container, event.item, event.assistant_thread].filter(isJson);
  const ids = [
    payload.channel_id,
    event.channel,
    ...parts.flatMap(({ id, channel_id, channel }) => [id, channel_id, channel]),
  ];
  const id = ids.map(textOf).find((one) => /^[CDG]/.test(one));
  if (!id) return null;
  const there = realm.channels.get(id);
  if (there) return there;
  const kind = id.startsWith('D') ? 'im' : id.startsWith('G') ? 'private' : 'public';
  const given = isJson(payload.channel) ? textOf(payload.channel.name) : textOf(payload.channel_name);
  const members = [...(user ? [user] : []), home.botUserId];
  const isShared = payload.is_ext_shared_channel === true;
  return realm.addChannel({
    ...{ id, kind, team: home.id, members, isExternallyShared: isShared },
    ...(given ? { name: given } : {}),
    user: kind === 'im' ? user : null,
  });
}

/** What is answered in a thread, edited or reacted to must be there; of a thread's beginning often only the time is known. */
function adoptMessages(
  { realm }: Platform,
  channel: SlackChannel,
  { payload, event, home }: { payload: Json; event: Json; home: SlackTeam },
): void {
  const isSaid = event.type === 'message' || event.type === 'app_mention';
  const found = [payload.message, isSaid ? event : null].filter(isJson);
  for (const given of found) {
    const { ts, thread_ts: thread } = given;
    for (const one of [textOf(thread), textOf(ts)]) {
      if (one === '' || realm.messages.some((message) => message.ts === one && message.channel === channel.id))
        continue;
      const facts =
        one === ts ? messageOf(given) : { user: textOf(given.parent_user_id) || textOf(given.user), text: '…' };
      // What one can press is the bot's own, even where the recording leaves that out.
      const author = one === ts && payload.type === 'block_actions' ? { bot_id: home.botId } : {};
      realm.addMessage({ ...author, ...facts, channel: channel.id, ts: one });
    }
  }
}

/** What only one person sees stands in no payload; there is just its place. */
function adoptEphemeral(
  { realm }: Platform,
  channel: SlackChannel,
  { payload, user, home }: { payload: Json; user: string; home: SlackTeam },
): void {
  const { container } = payload;
  if (!isJson(container) || container.is_ephemeral !== true) return;
  const ts = textOf(container.message_ts);
  if (realm.messages.some((message) => message.ts === ts && message.channel === channel.id)) return;
  const author = { user: home.botUserId, bot_id: home.botId };
  realm.addMessage({ ...author, text: '…', channel: channel.id, ts, ephemeralTo: user });
}

/** The form that is sent must be open, for its answer to close it or to put another in its place. */
function adoptView({ realm }: Platform, view: Json, user: string): void {
  const known = realm.modals.get(user) ?? [];
  // A view in a payload is one that the platform had made.
  if (!known.some(({ id }) => id === view.id)) realm.modals.set(user, [...known, view as SlackView]);
}

function messageOf(given: Json): { user: string; text: string } & Partial<SlackMessage> {
  const { type: _, channel: __, event_ts: ___, channel_type: ____, ...rest } = given;
  // The rest is a message's own keys, as the platform wrote them.
  return { ...(rest as Partial<SlackMessage>), user: textOf(given.user), text: textOf(given.text) };
}

/** An address on this machine stays: somebody else may listen there. */
function withHook(platform: Platform, payload: Json, { channel, user }: { channel: SlackChannel; user: string }): Json {
  const address = textOf(payload.response_url);
  if (address === '' || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(address)) return payload;
  const kind = typeof payload.command === 'string' ? 'command' : 'action';
  const message = isJson(payload.message) ? payload.message : {};
  const container = isJson(payload.container) ? payload.container : {};
  const source = textOf(message.ts) || textOf(container.message_ts) || null;
  return { ...payload, response_url: giveHook(platform, { kind, channel: channel.id, user, source }) };
}
