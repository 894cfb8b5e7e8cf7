import { randomBytes } from 'node:crypto';
import { addChannel, addFile, addMessage, addTeam, addUser, need } from './things.ts';
import type {
  Json,
  SlackChannel,
  SlackMessage,
  SlackPing,
  SlackTeam,
  SlackUser,
  SlackView,
  SlackWorld,
} from './types.ts';

/** What the double knows beside what it shows: files' bytes, views, who is told of changes. */
export interface Realm extends SlackWorld {
  messages: SlackMessage[];
  files: Map<string, { file: Json; content: Uint8Array }>;
  /** Modals that are open, by user: the last is on top. */
  modals: Map<string, SlackView[]>;
  homes: Map<string, SlackView>;
  /** Whom new messages have notified. */
  pinged: SlackPing[];
  /** What stands under a thread while the bot works on it, by channel and ts. */
  statuses: Map<string, string>;
  /** What the bot suggests to say, by channel. */
  prompts: Map<string, { title: string; message: string }[]>;
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
    pinged: [] as SlackPing[],
    statuses: new Map<string, string>(),
    prompts: new Map<string, { title: string; message: string }[]>(),
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

/** "1767326125.870439": seconds and microseconds, each later than the one before. */
function createTimestamps(clock: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.round(clock() * 1000));
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}
