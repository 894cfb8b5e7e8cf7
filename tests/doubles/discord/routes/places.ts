import { guildFor } from '../access.ts';
import { refuse } from '../errors.ts';
import { wholeGuildPayload } from '../guild-payloads.ts';
import { channelPayload, memberPayload, rolePayload, userPayload } from '../payloads.ts';
import { type Call, OK, object, type Reply, type Route } from '../route.ts';
import type { User } from '../types.ts';
import { dmWith } from '../world.ts';

/** Who and where the bot is. */
export function placeRoutes(facts: { gatewayUrl: () => string; shards: number }): Route[] {
  return [
    { method: 'GET', path: '/gateway', isOpen: true, schema: null, run: () => OK({ url: facts.gatewayUrl() }) },
    { method: 'GET', path: '/gateway/bot', schema: null, run: () => OK(gatewayBot(facts)) },
    { method: 'GET', path: '/users/@me', schema: null, run: ({ core }) => OK(selfPayload(core.state.bot)) },
    { method: 'GET', path: '/users/:user', schema: null, run: user },
    { method: 'GET', path: '/users/@me/guilds', schema: null, run: myGuilds },
    { method: 'POST', path: '/users/@me/channels', schema: object('CreatePrivateChannelRequest'), run: openDm },
    { method: 'GET', path: '/applications/@me', schema: null, run: application },
    { method: 'GET', path: '/oauth2/applications/@me', schema: null, run: application },
    { method: 'GET', path: '/guilds/:guild', schema: null, run: guild },
    { method: 'GET', path: '/guilds/:guild/channels', schema: null, run: channels },
    { method: 'GET', path: '/guilds/:guild/roles', schema: null, run: roles },
    { method: 'GET', path: '/guilds/:guild/members/:user', schema: null, run: member },
  ];
}

function gatewayBot({ gatewayUrl, shards }: { gatewayUrl: () => string; shards: number }) {
  const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 };
  return { url: gatewayUrl(), shards, session_start_limit: limit };
}

function selfPayload(bot: User) {
  return { ...userPayload(bot), mfa_enabled: true, locale: 'en-US', verified: true, email: null, bio: '' };
}

function user({ core: { state }, params }: Call): Reply {
  const found = state.users.get(params.user ?? '');
  if (!found) throw refuse(10013);
  return OK(userPayload(found));
}

function myGuilds({ core: { state } }: Call): Reply {
  const all = [...state.guilds.values()].filter((record) => record.guild.hasBot);
  return OK(
    all.map(({ guild, botPermissions }) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: false,
      permissions: String(botPermissions),
      features: [],
    })),
  );
}

function openDm({ core: { state }, body }: Call): Reply {
  const recipient = state.users.get(String(body.recipient_id));
  if (!recipient || recipient.bot) throw refuse(50033);
  return OK(channelPayload(state, dmWith(state, recipient.id)));
}

function application({ core: { state } }: Call): Reply {
  return OK({
    id: state.applicationId,
    name: state.bot.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: userPayload(state.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    owner: { ...userPayload(state.bot), id: '1', username: 'owner', bot: false },
    team: null,
    integration_types_config: { 0: {}, 1: {} },
    approximate_guild_count: [...state.guilds.values()].filter(({ guild: { hasBot } }) => hasBot).length,
  });
}

function guild({ core: { state }, params }: Call): Reply {
  return OK(wholeGuildPayload(guildFor(state, params.guild)));
}

function channels({ core: { state }, params }: Call): Reply {
  const { guild } = guildFor(state, params.guild);
  const all = [...state.channels.values()].filter(
    (one) => one.channel.guildId === guild.id && one.channel.kind !== 'thread',
  );
  return OK(all.map((one) => channelPayload(state, one)));
}

function roles({ core: { state }, params }: Call): Reply {
  return OK(guildFor(state, params.guild).roles.map(rolePayload));
}

function member({ core: { state }, params }: Call): Reply {
  const record = guildFor(state, params.guild);
  const id = params.user === '@me' ? state.bot.id : (params.user ?? '');
  const found = state.users.get(id);
  if (!found || !record.members.has(id)) throw refuse(10007);
  return OK({ ...memberPayload(record, id), user: userPayload(found) });
}
