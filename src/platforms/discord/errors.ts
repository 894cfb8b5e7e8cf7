import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { MessageGone, NeedsAdmin } from '../../delivery/platform.ts';
import { RetryLater } from '../../errors.ts';

/** Discord's code for what went wrong; null where it is none of Discord's own. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError ? Number(error.code) : null;
}

/** An interaction's token is over or was never good. */
export const PASS_OVER = new Set([10015, 10062, 50027]);
/** The first answer was given already. */
export const ANSWERED_ALREADY = 40060;
/** The message is not there, or not ours, any more. */
export const MESSAGE_GONE = new Set([10008, 50005, 50083]);
/** The channel or the server is not there, or not for us. */
export const PLACE_GONE = new Set([10003, 10004]);
export const NO_ACCESS = new Set([50001, 50013]);
/** A forum, where messages stand in posts only. */
export const NOT_A_TEXT_CHANNEL = 50008;
/** Somebody opened a thread on the message already. */
export const HAS_THREAD = 160004;
/** No right to, not in such a channel, or as many threads as there may be. */
export const CANNOT_OPEN_THREAD = new Set([...NO_ACCESS, 50024, 160006]);

/** What Discord refused, as the deliverer understands it; `instead` is where else the message may go. */
export function translate(error: unknown, { place, instead }: { place: string; instead: string | null }): unknown {
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout, 100);
    return new RetryLater('Discord asks us to slow down', afterMs, { cause: withoutBody(error) });
  }
  if (error instanceof HTTPError)
    return new Error(`Discord answered with ${error.status}`, { cause: withoutBody(error) });
  if (!(error instanceof DiscordAPIError)) return error;
  const code = Number(error.code);
  const words = error.status === 401 && !PASS_OVER.has(code) ? WRONG_TOKEN : ADMIN[code];
  if (words) return new NeedsAdmin(words.replaceAll('{place}', place), { cause: withoutBody(error) });
  if (GONE.has(code)) return new MessageGone(`${place}: ${error.message}`, instead);
  return new Error(`Discord refused: ${error.message}`, { cause: withoutBody(error) });
}

export const WRONG_TOKEN =
  'Discord does not accept the bot token. Open the app at https://discord.com/developers/applications, choose Bot → Reset Token, put the new token into DISCORD_TOKEN and start again.';

/** What only an admin can mend, by Discord's code. */
const ADMIN: Record<number, string | undefined> = {
  50001: 'The bot can’t see {place}. Give its role the permission View Channel there, or choose another channel.',
  50013:
    'The bot may not write in {place}. Give its role View Channel, Send Messages, Send Messages in Threads, Embed Links and Read Message History there.',
  40067:
    'The forum {place} demands a tag for each post. Take that demand out of the forum’s settings, or choose another channel.',
  160005: 'The thread {place} is locked. Unlock it, or choose another channel.',
  200000: 'AutoMod on this server blocked a message of the bot in {place}. Let the bot’s role pass the rule.',
  200001: 'AutoMod on this server blocked a title of the bot in {place}. Let the bot’s role pass the rule.',
  20001: 'This needs a bot token, not a person’s. Put the token from Bot → Reset Token into DISCORD_TOKEN.',
  40001: WRONG_TOKEN,
};

const GONE = new Set([...MESSAGE_GONE, ...PLACE_GONE, ...PASS_OVER, 10013, 50007, 50033]);

/** The error as it may be logged: the library's own carry the request and its address, where tokens stand. */
export function loggable(error: unknown): unknown {
  const isTheirs = error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError;
  return isTheirs ? withoutBody(error) : error;
}

function withoutBody(error: Error & { status?: number; code?: unknown; method?: string }): Error {
  const { name, message, status, code, method } = error;
  return Object.assign(new Error(message), { name, status, code, method });
}
