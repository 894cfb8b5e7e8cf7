import { randomBytes, randomUUID } from 'node:crypto';
import type { Platform } from './platform.ts';
import type { Json, SlackChannel, SlackMessage, SlackTeam, SlackUser } from './types.ts';

/** The wrapper around every event. */
export function eventPayload(platform: Platform, team: SlackTeam, event: Json, channel: SlackChannel | null): Json {
  const { realm, settings } = platform;
  const about = { et: event.type, tid: team.id, aid: settings.appId, ...(channel ? { cid: channel.id } : {}) };
  const authorization = { enterprise_id: null, team_id: team.id, user_id: team.botUserId, is_bot: true };
  return {
    token: settings.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: settings.appId,
    event: { event_ts: realm.nextTs(), ...event },
    type: 'event_callback',
    event_id: `Ev0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`,
    event_time: Math.floor(platform.clock() / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: channel?.isExternallyShared ?? false,
    event_context: `4-${Buffer.from(JSON.stringify(about)).toString('base64url')}`,
  };
}

/** What a person's message looks like to the bot: escaped, its addresses marked, its parts told apart. */
export function spoken(
  user: SlackUser,
  typed: string,
): Pick<SlackMessage, 'client_msg_id' | 'blocks' | 'text' | 'user'> {
  const parts = typed.split(PARTS).filter((part) => part !== '');
  const elements = parts.map(elementOf);
  const block_id = randomBytes(4).toString('base64url').slice(0, 5);
  const block = { type: 'rich_text', block_id, elements: [{ type: 'rich_text_section', elements }] };
  return { user: user.id, client_msg_id: randomUUID(), text: parts.map(marked).join(''), blocks: [block] };
}

/** Mentions, which are typed as they are sent, and addresses, which end before what closes the sentence. */
const PARTS = /(<[@#!][^>]+>|https?:\/\/[^\s<>]*[^\s<>.,;:!?])/;

function elementOf(part: string): Json {
  const [, user] = /^<@(\w+)>$/.exec(part) ?? [];
  if (user) return { type: 'user', user_id: user };
  return /^https?:/.test(part) ? { type: 'link', url: part } : { type: 'text', text: part };
}

function marked(part: string): string {
  if (/^<[@#!]/.test(part)) return part;
  const escaped = part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return /^https?:/.test(part) ? `<${escaped}>` : escaped;
}
