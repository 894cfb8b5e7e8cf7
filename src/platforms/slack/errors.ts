import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { MessageGone, NeedsAdmin } from '../../delivery/platform.ts';
import { RetryLater } from '../../errors.ts';

/** Slack's code for what went wrong; null where it is none of Slack's own. */
export function codeOf(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** What Slack refused, as the deliverer understands it; `instead` is where else the message may go. */
export function translate(error: unknown, { place, instead }: { place: string; instead: string | null }): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    return new RetryLater('Slack asks us to slow down', error.retryAfter * 1000, { cause: error });
  }
  if (error instanceof WebAPIHTTPError && error.statusCode >= 500) {
    return new Error(`Slack answered with ${error.statusCode}`, { cause: error });
  }
  if (!(error instanceof WebAPIPlatformError)) return error;
  const code = error.data.error;
  const forAdmin = ADMIN[code];
  if (forAdmin) return new NeedsAdmin(forAdmin({ place, needed: neededScope(error) }), { cause: error });
  // Also a private channel that we were removed from; no later try tells the two apart.
  if (code === 'channel_not_found') return new MessageGone(`${place} ${NOT_THERE}`, null);
  if (GONE.has(code)) return new MessageGone(`${place}: ${code}`, instead);
  if (TEMPORARY.has(code)) return new Error(`Slack could not do it now: ${code}`, { cause: error });
  return new Error(`Slack refused: ${code.slice(0, 100)}${detailsOf(error)}`, { cause: error });
}

const NOT_THERE =
  'does not exist any more, or it is private and the app is not in it. Invite the app there with /invite, or choose another channel.';

type Words = (facts: { place: string; needed: string }) => string;

const NEW_TOKEN =
  'Open the app at https://api.slack.com/apps, install it again (Settings → Install App), and put the “Bot User OAuth Token” (xoxb-…) into SLACK_BOT_TOKEN';

const wrongToken: Words = () => `Slack does not accept the bot token. ${NEW_TOKEN}.`;
const revoked: Words = () => `Slack has taken the bot token back, or the app was removed. ${NEW_TOKEN}.`;

/** What only an admin can mend, by Slack's code. */
const ADMIN: Record<string, Words | undefined> = {
  invalid_auth: wrongToken,
  not_authed: wrongToken,
  not_allowed_token_type: wrongToken,
  token_expired: revoked,
  token_revoked: revoked,
  account_inactive: revoked,
  team_access_not_granted: revoked,
  missing_scope: ({ needed }) =>
    `The app lacks the scope ${needed}. Add it under “OAuth & Permissions” at https://api.slack.com/apps (or paste what “copydesk slack-manifest” writes), then install the app again.`,
  not_in_channel: ({ place }) => `The app is not in ${place}. Invite it there with /invite.`,
  is_archived: ({ place }) => `${place} is archived. Unarchive it, or choose another channel.`,
  restricted_action: ({ place }) =>
    `A setting of the workspace does not let the app post in ${place}. Change who may post there.`,
  restricted_action_read_only_channel: ({ place }) => `${place} is read-only. Let the app post there.`,
  restricted_action_thread_only_channel: ({ place }) => `${place} takes threads only. Choose another channel.`,
  ekm_access_denied: () => 'The organisation has suspended the app’s access to messages. Ask its Slack admins.',
  access_denied: () => 'The workspace does not let the app do this. Ask its Slack admins.',
};

/** The message is not there, or not ours to change, any more. */
const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'thread_not_found',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
]);

const TEMPORARY = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

function neededScope(error: WebAPIPlatformError): string {
  return 'needed' in error.data && typeof error.data.needed === 'string' ? error.data.needed : 'it needs for this';
}

function detailsOf({ data }: WebAPIPlatformError): string {
  const messages = data.response_metadata?.messages ?? [];
  return messages.length > 0 ? ` (${messages.join('; ').slice(0, 500)})` : '';
}
