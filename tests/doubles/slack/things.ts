import { randomBytes } from 'node:crypto';
import type { Json, SlackChannel, SlackMessage, SlackTeam, SlackUser, SlackWorld } from './types.ts';
import type { Realm } from './world.ts';

export function addTeam(realm: Realm, facts: Partial<SlackTeam>): SlackTeam {
  const id = facts.id ?? realm.id('T');
  const team: SlackTeam = {
    id,
    name: 'Another desk',
    domain: `desk-${id.toLowerCase()}`,
    botToken: `xoxb-${id}-${randomBytes(12).toString('hex')}`,
    botUserId: realm.id('U'),
    botId: realm.id('B'),
    scopes: [],
    revoked: null,
    ...facts,
  };
  realm.teams.set(id, team);
  addUser(realm, { id: team.botUserId, team: id, name: 'copydesk', realName: 'Copydesk', isBot: true });
  return team;
}

export function addUser(realm: Realm, facts: Partial<SlackUser>): SlackUser {
  const id = facts.id ?? realm.id('U');
  const name = facts.name ?? `person${realm.users.size}`;
  const flags = {
    isAdmin: false,
    isOwner: false,
    isRestricted: false,
    isStranger: false,
    isBot: false,
    isDeleted: false,
  };
  const team = facts.team ?? firstTeam(realm);
  const user: SlackUser = { id, team, name, realName: name, locale: 'en-US', ...flags, ...facts };
  realm.users.set(id, user);
  return user;
}

export function addChannel(realm: Realm, facts: Parameters<SlackWorld['addChannel']>[0] = {}): SlackChannel {
  const kind = facts.kind ?? 'public';
  const id = facts.id ?? realm.id(kind === 'im' ? 'D' : 'C');
  const { members = [], ...rest } = facts;
  const channel: SlackChannel = {
    id,
    team: firstTeam(realm),
    name: kind === 'im' ? 'directmessage' : `channel-${realm.channels.size + 1}`,
    kind,
    user: null,
    isArchived: false,
    isDeleted: false,
    isExternallyShared: false,
    botIsMember: true,
    ...rest,
    members: new Set(members),
  };
  realm.channels.set(id, channel);
  return channel;
}

export function addMessage(realm: Realm, facts: Parameters<SlackWorld['addMessage']>[0]): SlackMessage {
  const { team } = need(realm.channels, facts.channel);
  const parent = facts.thread_ts ? realm.messages.find(({ ts }) => ts === facts.thread_ts) : undefined;
  const message: SlackMessage = {
    type: 'message',
    ts: realm.nextTs(),
    team,
    ephemeralTo: null,
    stream: null,
    isDeleted: false,
    ...(parent ? { parent_user_id: parent.user } : {}),
    ...facts,
  };
  realm.messages.push(message);
  realm.changed();
  return message;
}

export function addFile(realm: Realm, facts: Parameters<SlackWorld['addFile']>[0]): Json {
  const id = facts.id ?? realm.id('F');
  const content = Buffer.from(facts.content);
  const seconds = Math.floor(realm.clock() / 1000);
  const file: Json = {
    id,
    created: seconds,
    timestamp: seconds,
    name: facts.name,
    title: facts.name,
    mimetype: facts.mimetype,
    filetype: facts.name.split('.').at(-1) ?? 'binary',
    pretty_type: facts.mimetype,
    user: facts.user,
    user_team: firstTeam(realm),
    editable: false,
    size: content.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    media_display_type: 'unknown',
    is_starred: false,
    skipped_shares: true,
    has_rich_preview: false,
    file_access: 'visible',
  };
  realm.files.set(id, { file, content });
  return file;
}

function firstTeam(realm: Realm): string {
  const [first = ''] = realm.teams.keys();
  return first;
}

export function need<T>(things: Map<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`the Slack double knows no ${id}`);
  return thing;
}
