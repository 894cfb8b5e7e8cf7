import { randomBytes } from 'node:crypto';
import type { Json, SlackChannel, SlackMessage, SlackTeam, SlackUser, SlackView, SlackWorld } from './types.ts';

/** What the double knows beside what it shows: files' bytes, views, who is told of changes. */
export interface Realm extends SlackWorld {
  messages: SlackMessage[];
  files: Map<string, { file: Json; content: Uint8Array }>;
  /** Modals that are open, by user: the last is on top. */
  modals: Map<string, SlackView[]>;
  homes: Map<string, SlackView>;
  clock(): number;
  nextTs(): string;
  id(letter: string): string;
  teamOf(channel: string): SlackTeam;
  imOf(user: string): SlackChannel;
  /** Something that people see has changed. */
  changed(): void;
  onChange(listener: () => void): () => void;
  /** What happens in the workspace and the bot may hear of; the socket listens. */
  happened: (event: Json, team: string) => void;
  /** The bot's own post, edit or removal, which it hears of like anyone's. */
  spoke: (message: SlackMessage, before: 'nothing' | SlackMessage) => void;
}

type HomeTeam = Pick<SlackTeam, 'id' | 'botToken' | 'botUserId' | 'botId' | 'scopes'>;

export function createRealm(clock: () => number, home: HomeTeam): Realm {
  const listeners = new Set<() => void>();
  const state = {
    teams: new Map<string, SlackTeam>(),
    channels: new Map<string, SlackChannel>(),
    users: new Map<string, SlackUser>(),
    messages: [] as SlackMessage[],
    files: new Map<string, { file: Json; content: Uint8Array }>(),
    modals: new Map<string, SlackView[]>(),
    homes: new Map<string, SlackView>(),
    happened: (() => {}) as Realm['happened'],
    spoke: (() => {}) as Realm['spoke'],
    clock,
    id: (letter: string) => `${letter}0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`,
    nextTs: createTimestamps(clock),
    changed: () => listeners.forEach((tell) => void tell()),
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    teamOf: (channel: string) => teamOf(realm, channel),
    imOf: (user: string) => imOf(realm, user),
  };
  const realm: Realm = Object.assign(
    state,
    doings(() => realm),
  );
  realm.addTeam({ name: 'Example', domain: 'example-desk', ...home });
  return realm;
}

/** Everything a test changes in the world by hand. */
function doings(of: () => Realm): Omit<SlackWorld, 'teams' | 'channels' | 'users'> {
  return {
    addChannel: (facts = {}) => addChannel(of(), facts),
    addUser: (facts = {}) => addUser(of(), facts),
    addMessage: (facts) => addMessage(of(), facts),
    addFile: (facts) => addFile(of(), facts),
    addTeam: (facts = {}) => addTeam(of(), facts),
    archive(channel) {
      change(of(), channel, { isArchived: true });
      of().happened({ type: 'channel_archive', channel }, of().teamOf(channel).id);
    },
    deleteChannel(channel) {
      change(of(), channel, { isDeleted: true });
      of().happened({ type: 'channel_deleted', channel }, of().teamOf(channel).id);
    },
    kick(channel) {
      change(of(), channel, { botIsMember: false });
      of().happened({ type: 'channel_left', channel }, of().teamOf(channel).id);
    },
    invite: (channel) => change(of(), channel, { botIsMember: true }),
    revoke(team, how = 'token_revoked') {
      const found = need(of().teams, team);
      of().happened({ type: 'tokens_revoked', tokens: { oauth: [], bot: [found.botUserId] } }, team);
      found.revoked = how;
    },
    removeTeam(team) {
      of().happened({ type: 'app_uninstalled' }, team);
      need(of().teams, team).revoked = 'account_inactive';
    },
    setScopes(scopes, team) {
      const [home] = of().teams.keys();
      need(of().teams, team ?? home ?? '').scopes = scopes;
    },
  };
}

function addTeam(realm: Realm, facts: Partial<SlackTeam>): SlackTeam {
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

function addUser(realm: Realm, facts: Partial<SlackUser>): SlackUser {
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

function addChannel(realm: Realm, facts: Parameters<SlackWorld['addChannel']>[0] = {}): SlackChannel {
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

function addMessage(realm: Realm, facts: Parameters<SlackWorld['addMessage']>[0]): SlackMessage {
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

function addFile(realm: Realm, facts: Parameters<SlackWorld['addFile']>[0]): Json {
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

function teamOf(realm: Realm, channel: string): SlackTeam {
  return need(realm.teams, need(realm.channels, channel).team);
}

function imOf(realm: Realm, user: string): SlackChannel {
  for (const channel of realm.channels.values()) if (channel.kind === 'im' && channel.user === user) return channel;
  return addChannel(realm, { kind: 'im', user, team: need(realm.users, user).team, members: [user] });
}

function change(realm: Realm, channel: string, facts: Partial<SlackChannel>): void {
  Object.assign(need(realm.channels, channel), facts);
  realm.changed();
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

/** "1767326125.870439": seconds and microseconds, each later than the one before. */
function createTimestamps(clock: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.round(clock() * 1000));
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}
