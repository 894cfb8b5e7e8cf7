/** How we are set up on Discord. */
export interface DiscordSettings {
  token: string;
  /** Where its REST interface is: https://discord.com/api. */
  apiUrl: string;
  /** Servers that the commands are listed in alone, as for trying them out; empty to list them everywhere. */
  guilds: readonly string[];
  /** As Discord recommends, a number of shards all run here, or some of them here and others elsewhere. */
  shards: 'auto' | number | { ids: readonly number[]; of: number };
  /** Asks for the privileged intent to read messages that don't mention us; it must be granted in the portal. */
  messageContent: boolean;
  /** An HTTP proxy for every request and the socket. */
  proxy: string | null;
}
