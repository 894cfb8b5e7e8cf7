import { z } from 'zod';
import type { Room } from './doing.ts';
import { loggable } from './errors.ts';
import type { GatewayEvent } from './gateway.ts';
import { answerMessage } from './inbox-message.ts';
import { answerForm, answerPress } from './inbox-press.ts';
import { answerCommand, answerSuggestions } from './inbox-slash.ts';
import { INTERACTION, type Interaction, interactionSchema } from './interaction.ts';
import { createPlaces, type Places } from './places.ts';
import { channelRef } from './refs.ts';
import { tell } from './respond.ts';
import { failureOf, note } from './trouble.ts';
import { welcomeTo } from './welcome.ts';

/** Messages of which we know that we have heard them. */
const REMEMBERED = 2000;

export interface Inbox {
  /** Never throws; what it starts ends in the log or in words for whoever did it. */
  hear(event: GatewayEvent): void;
  /** Resolves when all that was heard is answered. */
  settled(): Promise<void>;
}

export function createInbox(room: Room): Inbox {
  const underway = new Set<Promise<void>>();
  const places = createPlaces(room.api);
  const heard = new Set<string>();
  let turn = Promise.resolve();

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  /** A resumed connection may tell of a message again. */
  function isRepeated(id: string): boolean {
    if (heard.has(id)) return true;
    heard.add(id);
    const [oldest] = heard;
    if (heard.size > REMEMBERED && oldest !== undefined) heard.delete(oldest);
    return false;
  }

  return {
    hear({ name, given }) {
      const handle = HANDLERS[name];
      if (!handle || (name === 'MESSAGE_CREATE' && isRepeated(idOf(given)))) return;
      const work = handle(given, { room, places, inTurn })
        .catch((error: unknown) => void note(error, room))
        .finally(() => underway.delete(work));
      underway.add(work);
    },
    settled: async () => void (await Promise.all(underway)),
  };
}

interface Hands {
  room: Room;
  places: Places;
  /** One after the other. */
  inTurn(work: () => Promise<void>): Promise<void>;
}
type Handler = (given: unknown, hands: Hands) => Promise<void>;

const HANDLERS: Record<string, Handler | undefined> = {
  INTERACTION_CREATE: async (given, { room }) => await answerInteraction(interactionSchema.parse(given), room),
  MESSAGE_CREATE: async (given, { room, places }) => await answerMessage(given, places, room),
  GUILD_CREATE: async (given, { room, inTurn }) => {
    if (!isThere(given)) return;
    const { role, ...welcome } = welcomeTo(given, room.self.user);
    if (role !== null) room.self.roles.add(role);
    // All servers are told of at once at start.
    await inTurn(() => room.welcome(welcome));
  },
  GUILD_DELETE: async (given, { room }) => {
    // An outage of Discord's takes servers away for a while, too.
    if (!isThere(given)) return;
    const words = 'The bot was removed from this server. What is due there waits until it is invited again.';
    room.logger.warn({
      event: 'gateway',
      platform: 'discord',
      outcome: 'removed',
      workspace: channelRef(idOf(given)),
      words,
    });
  },
};

async function answerInteraction(interaction: Interaction, room: Room): Promise<void> {
  try {
    if (interaction.type === INTERACTION.command) await answerCommand(interaction, room);
    if (interaction.type === INTERACTION.component) await answerPress(interaction, room);
    if (interaction.type === INTERACTION.form) await answerForm(interaction, room);
    if (interaction.type === INTERACTION.autocomplete) await answerSuggestions(interaction, room);
  } catch (error) {
    // Nothing can be said where somebody is typing, and the next key asks again.
    if (interaction.type === INTERACTION.autocomplete) {
      return room.logger.debug({ event: 'inbox', platform: 'discord', what: 'suggestions', err: loggable(error) });
    }
    await tell(interaction, failureOf(error, room), room.api);
  }
}

function isThere(guild: unknown): boolean {
  return z.object({ unavailable: z.literal(true) }).safeParse(guild).success === false;
}

function idOf(given: unknown): string {
  return z.object({ id: z.string() }).safeParse(given).data?.id ?? '';
}
