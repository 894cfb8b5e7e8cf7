import type { z } from 'zod';
import { understand } from '../../chat/heard.ts';
import { readTyped } from '../typed.ts';
import { answer, type Doing, type Room } from './doing.ts';
import { heardMessage } from './heard.ts';
import { type HomeChannel, homeView, suggestedPrompts } from './home.ts';
import { channelsOf } from './home-channels.ts';
import type { Understood } from './inbox.ts';
import { eventSchema, type HeardEvent, homeSchema, revokedSchema, saidSchema } from './payloads.ts';
import { channelRef, personRef, threadRef, workspaceRef } from './refs.ts';
import type { Team } from './teams.ts';

/** What Slack tells us of: mentions, direct messages, the home tab, and the end of an installation. */
export async function heardEvent(body: unknown, room: Room): Promise<Understood> {
  const told = eventSchema.parse(body);
  const { event, authorizations, team_id } = told;
  if (event.type === 'app_uninstalled' || event.type === 'tokens_revoked') {
    await forget(told, room);
    return null;
  }
  const team = await room.way.teams.among([authorizations?.[0]?.team_id, team_id]);
  if (!team) return null;
  if (event.type === 'app_home_opened') return opened(told, team, room);
  const message = saidByPerson(told, team);
  if (message && event.type === 'message' && message.channel_type !== 'im') await overhear(message, team, room);
  else if (message) return said(message, team, room);
  return null;
}

/** What people write to each other may hold links that the channel wants summarized. A mention of us is told as such as well. */
async function overhear(message: Said, team: Team, { desk, way }: Room): Promise<void> {
  const { channel, user, ts, text, thread_ts } = message;
  if (!way.settings.readsChannels || text?.includes(`<@${team.botUserId}>`)) return;
  const { links } = heardMessage(message, channel, team);
  if (links.length === 0) return;
  await desk.overhear({
    scope: { workspace: workspaceRef(team.id), channel: channelRef(team.id, channel) },
    author: personRef(team.id, user),
    postTo: threadRef(team.id, channel, { ts, thread: thread_ts ?? null }),
    links,
  });
}

type Said = z.infer<typeof saidSchema>;

/** Null for news of a message, such as its removal, and for what an app said, we among them. */
function saidByPerson({ event }: HeardEvent, team: Team): Said | null {
  const { data: message } = saidSchema.safeParse(event);
  if (!message) return null;
  const { user, subtype, bot_id } = message;
  return bot_id || user === team.botUserId || (subtype && !SAID.has(subtype)) ? null : message;
}

function said(message: Said, team: Team, room: Room): Understood {
  const { channel, user, thread_ts, ts } = message;
  const doing: Doing = {
    // One message may be told as several events, each with an id of its own.
    id: `said ${channel} ${ts}`,
    team,
    user,
    userTeam: message.user_team ?? message.source_team ?? null,
    channel,
    thread: thread_ts ?? ts,
    inThread: thread_ts ?? null,
    url: null,
    trigger: null,
  };
  const { commands } = room.desk;
  const heard = heardMessage(message, channel, team);
  const handles = heard.files.map(({ handle }) => handle);
  return {
    doing,
    act: () =>
      answer(
        doing,
        readTyped(() => understand(heard, commands), handles, commands),
        room,
      ),
  };
}

/** Kinds of message that a person writes. */
const SAID = new Set(['file_share', 'thread_broadcast', 'me_message']);

function opened({ event }: HeardEvent, team: Team, room: Room): Understood {
  const { user, channel, tab } = homeSchema.parse(event);
  const { welcome } = room.desk;
  const nowhere = { thread: null, inThread: null, url: null, trigger: null };
  const doing: Doing = { id: `opened ${user}`, team, user, userTeam: null, channel, ...nowhere };
  return {
    doing,
    async act() {
      if (tab === 'home') await showHome(team, user, room);
      else await offerPrompts(team, channel, room);
      await welcome({ workspace: workspaceRef(team.id), postTo: personRef(team.id, user) });
    },
  };
}

/** First what needs no looking up, then what the person's own channels follow. */
async function showHome(team: Team, user: string, { desk }: Room): Promise<void> {
  const publish = (channels: HomeChannel[]) =>
    team.client.views.publish({ user_id: user, view: homeView(desk.commands, channels) });
  await publish([]);
  const channels = await channelsOf(user, team, await desk.overview(workspaceRef(team.id)));
  if (channels.length > 0) await publish(channels);
}

/** Only an offer: where Slack does not take it, nobody misses anything. */
async function offerPrompts({ client }: Team, channel: string, { desk }: Room): Promise<void> {
  const prompts = suggestedPrompts(desk.commands);
  if (prompts.length === 0) return;
  try {
    await client.apiCall('assistant.threads.setSuggestedPrompts', { channel_id: channel, prompts });
  } catch (error) {
    desk.logger.warn({ event: 'inbox', platform: 'slack', what: 'suggested prompts', err: error });
  }
}

async function forget({ event, team_id, authorizations }: HeardEvent, { way, desk }: Room): Promise<void> {
  const id = team_id ?? authorizations?.[0]?.team_id;
  // People's own tokens, which we never ask for, may be revoked too.
  if (!id || (event.type === 'tokens_revoked' && !revokedSchema.parse(event).tokens?.bot?.length)) return;
  await way.teams.forget(id);
  desk.logger.warn({
    event: 'inbox',
    platform: 'slack',
    what: event.type,
    words: `Slack workspace ${id} removed Copydesk or took its token back. What is due there waits until it is installed again.`,
  });
}
