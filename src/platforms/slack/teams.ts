import type { WebClient } from '@slack/web-api';
import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Clock } from '../../news/ports.ts';
import type { Installation, Installations } from '../../store/installations.ts';
import { translate } from './errors.ts';
import type { SlackSettings } from './settings.ts';
import type { Web } from './web.ts';

/** A workspace that installed the app, and who we are there. */
export interface Team {
  id: string;
  token: string;
  client: WebClient;
  botUserId: string;
  botId: string;
}

export interface Teams {
  /** The workspace's, with its own token. Throws NeedsAdmin where it has none. */
  of(team: string): Promise<Team>;
  /** Of the workspaces that something may have come from, the first that installed the app: never a stranger's. */
  among(ids: readonly (string | null | undefined)[]): Promise<Team | null>;
  /** Where one token is set: its workspace, asked of Slack once. Null where many install by OAuth. */
  only(): Promise<Team | null>;
  /** Every workspace that we serve, with who installed the app there, where that is known. */
  all(): Promise<{ team: Team; installer: string | null }[]>;
  /** Its token is worth nothing any more. */
  forget(team: string): Promise<void>;
}

/** How long a workspace's token is taken from memory; commands must be answered before the store is asked. */
const KNOWN_MS = 60_000;

export function createTeams(
  { botToken, publicUrl }: SlackSettings,
  { web, installations, clock }: { web: Web; installations: Installations | null; clock: Clock },
): Teams {
  let single: Promise<Team> | null = null;
  const known = new Map<string, { team: Team; until: number }>();

  async function only(): Promise<Team | null> {
    if (botToken === null) return null;
    single ??= whoWeAre(botToken, web).catch((error: unknown) => {
      // Asked again by the next one who needs it.
      single = null;
      throw error;
    });
    return await single;
  }

  async function installed(id: string): Promise<Team | null> {
    const before = known.get(id);
    if (before && before.until > clock()) return before.team;
    const found = await installations?.find(id);
    if (!found) known.delete(id);
    return found ? remember(found) : null;
  }

  function remember({ team: id, botToken: token, botUserId, botId }: Installation): Team {
    const before = known.get(id)?.team;
    const client = before?.token === token ? before.client : web.client(token);
    const team = { id, token, client, botUserId, botId };
    known.set(id, { team, until: clock() + KNOWN_MS });
    return team;
  }

  return {
    only,
    async of(id) {
      const team = (await only()) ?? (await installed(id));
      if (team) return team;
      throw new NeedsAdmin(
        `Copydesk is not installed in the Slack workspace ${id} any more. Install it again${publicUrl === null ? '' : ` at ${new URL('/slack/install', publicUrl)}`}.`,
      );
    },
    async among(ids) {
      const one = await only();
      if (one) return one;
      for (const id of new Set(ids)) {
        const team = id ? await installed(id) : null;
        if (team) return team;
      }
      return null;
    },
    async all() {
      const one = await only();
      if (one) return [{ team: one, installer: null }];
      const all = (await installations?.all()) ?? [];
      return all.map((found) => ({ team: remember(found), installer: found.installer }));
    },
    async forget(id) {
      known.delete(id);
      await installations?.remove(id);
    },
  };
}

async function whoWeAre(token: string, web: Web): Promise<Team> {
  const client = web.client(token);
  try {
    const { team_id: id, user_id: botUserId, bot_id: botId } = await client.auth.test();
    if (id && botUserId && botId) return { id, token, client, botUserId, botId };
  } catch (error) {
    throw translate(error, { place: 'the workspace', instead: null });
  }
  throw new NeedsAdmin(
    'SLACK_BOT_TOKEN is not a bot’s token. Take the “Bot User OAuth Token” (xoxb-…) under Settings → Install App at https://api.slack.com/apps.',
  );
}

/** The direct conversation with a person. */
export async function openDirect({ client }: Pick<Team, 'client'>, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error('Slack opened no conversation');
  return channel.id;
}
