import type { APIApplicationCommand } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { FrontDesk } from '../platform.ts';
import type { Api } from './api.ts';
import { codeOf, loggable, NO_ACCESS, PLACE_GONE, translate } from './errors.ts';
import { guildRef } from './refs.ts';
import { differences, registrationOf } from './register.ts';

/** In so few servers it is looked for commands of their own that were left from before; in more that would cost too much at each start. */
const FEW = 20;

type Wanted = ReturnType<typeof registrationOf>;
type List = { api: Api; application: string; logger: Logger };

/**
 * Makes Discord list our commands, everywhere or in the given servers alone, writing only what differs. Where they are not
 * wanted any more they are taken out, so that nobody sees each of them twice.
 */
export async function registerCommands(
  { commands, menus, logger }: Pick<FrontDesk, 'commands' | 'menus' | 'logger'>,
  { api, application, guilds }: { api: Api; application: string; guilds: readonly string[] },
): Promise<void> {
  const list = { api, application, logger };
  const wanted = registrationOf(commands, menus, guilds.length === 0);
  if (guilds.length > 0) {
    for (const guild of guilds) await alignServer(guild, wanted, list);
    await align(null, [], list);
    return;
  }
  await align(null, wanted, list);
  // What is listed twice is ugly, and no reason not to start.
  await tidy(list).catch((error: unknown) =>
    logger.warn({ event: 'commands', platform: 'discord', err: loggable(error) }),
  );
}

async function tidy(list: List): Promise<void> {
  for (const guild of await fewServers(list.api)) await alignServer(guild, [], list);
}

async function fewServers(api: Api): Promise<string[]> {
  const servers = z.array(z.object({ id: z.string() }));
  const all = servers.parse(await api.get('/users/@me/guilds', { limit: `${FEW + 1}` }));
  return all.length > FEW ? [] : all.map(({ id }) => id);
}

async function alignServer(guild: string, wanted: Wanted, list: List): Promise<void> {
  try {
    await align(guild, wanted, list);
  } catch (error) {
    const code = codeOf(error) ?? 0;
    if (!NO_ACCESS.has(code) && !PLACE_GONE.has(code))
      throw translate(error, { place: guildRef(guild), instead: null });
    if (wanted.length === 0) return;
    const words = `The bot is not in the server ${guild}. Invite it there, or take the server out of DISCORD_GUILDS.`;
    list.logger.warn({ event: 'commands', platform: 'discord', guild, words });
  }
}

async function align(guild: string | null, wanted: Wanted, { api, application, logger }: List): Promise<void> {
  const path = `/applications/${application}${guild === null ? '' : (`/guilds/${guild}` as const)}/commands` as const;
  // Discord answers what it stores, which is what we sent; only known keys of it are looked at.
  const existing = (await api.get(path, { with_localizations: 'true' })) as APIApplicationCommand[];
  const { create, change, remove } = differences(existing, wanted);
  // First what is gone, as there may be no more than a hundred at a time.
  for (const id of remove) await api.delete(`${path}/${id}`);
  for (const { id, command } of change) await api.patch(`${path}/${id}`, command);
  for (const command of create) await api.post(path, command);
  const changed = { created: create.length, changed: change.length, removed: remove.length };
  logger.info({ event: 'commands', platform: 'discord', guild, ...changed });
}
