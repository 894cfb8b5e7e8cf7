import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { FrontDesk } from '../platform.ts';
import type { Api } from './api.ts';
import { codeOf, NO_ACCESS, PLACE_GONE, translate } from './errors.ts';
import { guildRef } from './refs.ts';
import { differences, registrationOf } from './register.ts';

/** Makes Discord list our commands, everywhere or in the given servers alone, writing only what differs. */
export async function registerCommands(
  { commands, menus, logger }: Pick<FrontDesk, 'commands' | 'menus' | 'logger'>,
  { api, application, guilds }: { api: Api; application: string; guilds: readonly string[] },
): Promise<void> {
  const wanted = registrationOf(commands, menus, guilds.length === 0);
  const lists = guilds.length === 0 ? [null] : guilds;
  for (const guild of lists) {
    const path = guild === null ? '' : (`/guilds/${guild}` as const);
    try {
      const changed = await align(`/applications/${application}${path}/commands`, wanted, api);
      logger.info({ event: 'commands', platform: 'discord', guild, ...changed });
    } catch (error) {
      const code = codeOf(error) ?? 0;
      const place = guild === null ? 'discord' : guildRef(guild);
      if (guild === null || (!NO_ACCESS.has(code) && !PLACE_GONE.has(code))) {
        throw translate(error, { place, instead: null });
      }
      const words = `The bot is not in the server ${guild}. Invite it there, or take the server out of DISCORD_GUILDS.`;
      logger.warn({ event: 'commands', platform: 'discord', guild, words });
    }
  }
}

async function align(path: `/${string}`, wanted: ReturnType<typeof registrationOf>, api: Api): Promise<object> {
  // Discord answers what it stores, which is what we sent; only known keys of it are looked at.
  const existing = (await api.get(path, { with_localizations: 'true' })) as APIApplicationCommand[];
  const { create, change, remove } = differences(existing, wanted);
  // First what is gone, as there may be no more than a hundred at a time.
  for (const id of remove) await api.delete(`${path}/${id}`);
  for (const { id, command } of change) await api.patch(`${path}/${id}`, command);
  for (const command of create) await api.post(path, command);
  return { created: create.length, changed: change.length, removed: remove.length };
}
