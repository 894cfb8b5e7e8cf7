import { UserError } from '../../errors.ts';
import { readChatFile } from '../chat-file.ts';
import type { WayOut } from './platform.ts';

const WITHIN_MS = 30_000;
const HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net']);
const PREFIX = 'discord:file?';

/** What a file of a message is read by: its address, which says itself who may read it and for how long. */
export function fileHandle({ url, filename, type }: { url: string; filename: string; type: string | null }): string {
  return `${PREFIX}${new URLSearchParams({ name: filename, type: type ?? '', url })}`;
}

/** Only from Discord's own hosts, and without a token. */
export async function readDiscordFile(
  handle: string,
  { api, apiUrl }: Pick<WayOut, 'api' | 'apiUrl'>,
): Promise<{ name: string; type: string | null; bytes: Uint8Array }> {
  const given = handle.startsWith(PREFIX) ? new URLSearchParams(handle.slice(PREFIX.length)) : null;
  const url = given?.get('url') ?? '';
  if (!given || !isDiscords(url, apiUrl)) throw new UserError('goneUpload');
  const response = await api.fetch(url, { redirect: 'error', signal: AbortSignal.timeout(WITHIN_MS) });
  if (response.status === 403 || response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    throw new UserError('goneUpload');
  }
  if (!response.ok || !response.body) throw new Error(`Discord answered a file with ${response.status}`);
  return {
    name: given.get('name') ?? 'file',
    type: given.get('type') || null,
    bytes: await readChatFile(response.body),
  };
}

function isDiscords(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, origin } = new URL(url);
  return (protocol === 'https:' && HOSTS.has(host)) || origin === new URL(apiUrl).origin;
}
