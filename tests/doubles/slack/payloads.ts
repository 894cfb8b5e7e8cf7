import { shown } from './content.ts';
import type { Platform } from './platform.ts';
import type { Json, SlackChannel, SlackMessage, SlackTeam, SlackUser, SlackView } from './types.ts';

/** Who does something, and where. */
export interface Scene {
  platform: Platform;
  user: SlackUser;
  channel: SlackChannel;
}

export function slashPayload(
  scene: Scene,
  command: string,
  text: string,
  ids: { triggerId: string; responseUrl: string },
): Json {
  const { platform, user, channel } = scene;
  const team = teamOf(scene);
  return {
    token: platform.settings.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: platform.settings.appId,
    is_enterprise_install: 'false',
    response_url: ids.responseUrl,
    trigger_id: ids.triggerId,
  };
}

/** What every interaction says about who and where. */
function interaction(scene: Scene, type: string, triggerId: string | null): Json {
  const { platform, user } = scene;
  const team = teamOf(scene);
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
    api_app_id: platform.settings.appId,
    token: platform.settings.verificationToken,
    ...(triggerId ? { trigger_id: triggerId } : {}),
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function messageActionPayload(
  scene: Scene,
  message: SlackMessage,
  action: Json,
  ids: { triggerId: string; responseUrl: string; values: Json },
): Json {
  const isEphemeral = message.ephemeralTo !== null;
  const { thread_ts } = message;
  return {
    ...interaction(scene, 'block_actions', ids.triggerId),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: scene.channel.id,
      is_ephemeral: isEphemeral,
      ...(thread_ts ? { thread_ts } : {}),
    },
    channel: { id: scene.channel.id, name: channelName(scene.channel) },
    ...(isEphemeral ? {} : { message: shown(message) }),
    state: { values: ids.values },
    response_url: ids.responseUrl,
    actions: [{ ...action, action_ts: scene.platform.realm.nextTs() }],
  };
}

export function viewActionPayload(scene: Scene, view: SlackView, action: Json, triggerId: string): Json {
  return {
    ...interaction(scene, 'block_actions', triggerId),
    container: { type: 'view', view_id: view.id },
    view,
    actions: [{ ...action, action_ts: scene.platform.realm.nextTs() }],
  };
}

export function suggestionPayload(scene: Scene, where: SlackView | SlackMessage, element: Json, typed: string): Json {
  const isView = 'hash' in where;
  const { channel } = scene;
  const place = isView
    ? { container: { type: 'view', view_id: where.id }, view: where }
    : {
        container: { type: 'message', message_ts: where.ts, channel_id: channel.id, is_ephemeral: false },
        channel: { id: channel.id, name: channelName(channel) },
        message: shown(where),
      };
  const { action_id, block_id } = element;
  return { ...interaction(scene, 'block_suggestion', null), ...place, action_id, block_id, value: typed };
}

export function submissionPayload(scene: Scene, view: SlackView, triggerId: string): Json {
  return { ...interaction(scene, 'view_submission', triggerId), view, response_urls: [] };
}

export function closedPayload(scene: Scene, view: SlackView): Json {
  return { ...interaction(scene, 'view_closed', null), view, is_cleared: false };
}

export function shortcutPayload(
  scene: Scene,
  callbackId: string,
  triggerId: string,
  on: { message: SlackMessage; responseUrl: string } | null,
): Json {
  const action_ts = scene.platform.realm.nextTs();
  const base = {
    ...interaction(scene, on ? 'message_action' : 'shortcut', triggerId),
    callback_id: callbackId,
    action_ts,
  };
  if (!on) return base;
  return {
    ...base,
    channel: { id: scene.channel.id, name: channelName(scene.channel) },
    message_ts: on.message.ts,
    message: shown(on.message),
    response_url: on.responseUrl,
  };
}

function teamOf({ platform, channel }: Scene): SlackTeam {
  return platform.realm.teamOf(channel.id);
}

function channelName({ kind, name }: SlackChannel): string {
  return kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name;
}
