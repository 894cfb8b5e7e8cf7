import type { DiscordDouble, DiscordOptions } from './types.ts';

export * from './types.ts';

/** Discord on 127.0.0.1: REST v10 and the gateway on one port. */
export async function startDiscord(_options: DiscordOptions = {}): Promise<DiscordDouble> {
  throw new Error('not built yet');
}
