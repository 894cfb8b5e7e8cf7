import type { Caller } from '../../chat/command.ts';
import type { Logger } from '../../logger.ts';
import type { Clock } from '../../news/ports.ts';
import { personRef } from './refs.ts';
import type { Team } from './teams.ts';

/** Tells who calls, and what they may. */
export interface People {
  /** `userTeam` is the workspace they belong to, where Slack said so. */
  caller(team: Team, user: string, userTeam: string | null): Promise<Caller>;
}

interface Facts {
  isGuest: boolean;
  isAdmin: boolean;
}

const KNOWN_MS = 5 * 60_000;
const MAX_KNOWN = 5000;

export function createPeople({ clock, logger }: { clock: Clock; logger: Logger }): People {
  const known = new Map<string, { facts: Facts; until: number }>();

  async function look(team: Team, user: string): Promise<Facts> {
    const facts = await ask(team, user);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(`${team.id}/${user}`, { facts, until: clock() + KNOWN_MS });
    return facts;
  }

  async function isGuest(team: Team, user: string, userTeam: string | null): Promise<boolean> {
    if (userTeam !== null && userTeam !== team.id) return true;
    const before = known.get(`${team.id}/${user}`);
    if (before && before.until > clock()) return before.facts.isGuest;
    try {
      return (await look(team, user)).isGuest;
    } catch (error) {
      // Whom we can't place may do what a guest may.
      logger.warn({ event: 'inbox', platform: 'slack', what: 'who is calling', err: error });
      return true;
    }
  }

  return {
    async caller(team, user, userTeam) {
      const guest = await isGuest(team, user, userTeam);
      return {
        ref: personRef(team.id, user),
        roles: [],
        isGuest: guest,
        // Asked anew each time: rights that were taken back are gone at once.
        managesWorkspace: async () => !guest && (await look(team, user)).isAdmin,
      };
    },
  };
}

async function ask({ client, id }: Team, user: string): Promise<Facts> {
  const { user: found } = await client.users.info({ user });
  if (!found) throw new Error('Slack did not say who it is');
  const { is_restricted, is_ultra_restricted, is_admin, is_owner, deleted, team_id } = found;
  const isStranger =
    (team_id !== undefined && team_id !== id) || ('is_stranger' in found && found.is_stranger === true);
  return {
    isGuest: is_restricted === true || is_ultra_restricted === true || isStranger || deleted === true,
    isAdmin: is_admin === true || is_owner === true,
  };
}
