import { checkType } from '../contract.ts';
import { jsonsOf, type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { requireScopes } from '../reach.ts';
import { checkMessageBlocks } from '../rules.ts';
import type { Json, SlackUser } from '../types.ts';

const ofBot = { token: 'bot', scopes: [] } as const;

export const people: Record<string, Method> = {
  'auth.test': { ...ofBot, run: authTest },
  'auth.revoke': { ...ofBot, run: revoke },
  'users.info': { ...ofBot, scopes: ['users:read'], run: userInfo },
  'users.list': { ...ofBot, scopes: ['users:read'], run: userList },
  'bots.info': { ...ofBot, scopes: ['users:read'], run: botInfo },
  'team.info': { ...ofBot, scopes: ['team:read'], run: teamInfo },
  'blocks.validate': { ...ofBot, run: validateBlocks },
  'assistant.threads.setStatus': { ...ofBot, scopes: ['assistant:write', 'chat:write'], run: setStatus },
  'assistant.threads.setSuggestedPrompts': { ...ofBot, scopes: ['assistant:write', 'chat:write'], run: setPrompts },
  'assistant.threads.setTitle': { ...ofBot, scopes: ['assistant:write', 'chat:write'], run: () => ({}) },
};

function authTest({ team }: MethodCall): Json {
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: 'copydesk',
    team_id: team.id,
    user_id: team.botUserId,
    bot_id: team.botId,
    is_enterprise_install: false,
  };
}

function revoke({ team, args }: MethodCall): Json {
  if (args.test !== true) team.revoked = 'token_revoked';
  return { revoked: args.test !== true };
}

function userInfo(call: MethodCall): Json {
  const user = call.platform.realm.users.get(textOf(call.args.user));
  if (!user || (user.team !== call.team.id && !user.isStranger)) throw new Refusal('user_not_found');
  return { user: describeUser(user, call.args.include_locale === true) };
}

function userList(call: MethodCall): Json {
  const users = [...call.platform.realm.users.values()].filter(({ team }) => team === call.team.id);
  const described = users.map((user) => describeUser(user, call.args.include_locale === true));
  return { members: described, cache_ts: 0, response_metadata: { next_cursor: '' } };
}

function describeUser(user: SlackUser, withLocale: boolean): Json {
  return {
    id: user.id,
    team_id: user.team,
    name: user.name,
    deleted: user.isDeleted,
    real_name: user.realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    profile: { real_name: user.realName, display_name: user.name, team: user.team },
    is_admin: user.isAdmin || user.isOwner,
    is_owner: user.isOwner,
    is_primary_owner: user.isOwner,
    is_restricted: user.isRestricted,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 0,
    ...(user.isStranger ? { is_stranger: true } : {}),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}

function botInfo({ team, args, platform }: MethodCall): Json {
  if (args.bot !== undefined && args.bot !== team.botId) throw new Refusal('bot_not_found');
  const { appId } = platform.settings;
  return { bot: { id: team.botId, deleted: false, name: 'Copydesk', app_id: appId, user_id: team.botUserId } };
}

function teamInfo({ team }: MethodCall): Json {
  return { team: { id: team.id, name: team.name, domain: team.domain, email_domain: '', icon: {} } };
}

/** The live check of blocks: what would be refused, told as text. */
function validateBlocks({ args }: MethodCall): Json {
  const blocks = jsonsOf(args.blocks);
  const findings = [
    ...blocks.flatMap((block, i) => checkType('KnownBlock', block, `/blocks/${i}`)),
    ...checkMessageBlocks(blocks, '/blocks'),
  ];
  if (findings.length === 0) return {};
  const messages = findings.map(({ words, at }) => `[ERROR] ${words} [json-pointer:${at}]`);
  throw new Refusal('invalid_blocks', { extra: { errors: messages, response_metadata: { messages } } });
}

/** Shown under the thread until the bot posts there. */
function setStatus(call: MethodCall): Json {
  const { args, platform } = call;
  const key = threadAt(call);
  if (textOf(args.username) || args.icon_emoji || args.icon_url) requireScopes(call.team, ['chat:write.customize']);
  const { loading_messages } = args;
  if (Array.isArray(loading_messages) && loading_messages.length > 10)
    throw new Refusal('invalid_arguments', { broken: ['no more than 10 loading messages'] });
  if (args.status) platform.realm.statuses.set(key, textOf(args.status));
  else platform.realm.statuses.delete(key);
  platform.realm.changed();
  return {};
}

function setPrompts(call: MethodCall): Json {
  const prompts = jsonsOf(call.args.prompts);
  if (prompts.length === 0 || prompts.length > 4)
    throw new Refusal('invalid_arguments', { broken: [`1 to 4 prompts are allowed [${prompts.length}]`] });
  const channel = call.platform.realm.channels.get(textOf(call.args.channel_id));
  if (!channel) throw new Refusal('channel_not_found');
  const told = prompts.map(({ title, message }) => ({ title: textOf(title), message: textOf(message) }));
  call.platform.realm.prompts.set(channel.id, told);
  call.platform.realm.changed();
  return {};
}

function threadAt({ args, platform }: MethodCall): string {
  const channel = platform.realm.channels.get(textOf(args.channel_id));
  if (!channel || channel.isDeleted) throw new Refusal('channel_not_found');
  const parent = platform.realm.messages.find((one) => one.channel === channel.id && one.ts === args.thread_ts);
  if (!parent) throw new Refusal('thread_not_found');
  return `${channel.id} ${parent.ts}`;
}
