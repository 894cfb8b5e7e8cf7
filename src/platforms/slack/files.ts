import { UserError } from '../../errors.ts';
import { MAX_FILE_BYTES, readChatFile, tooLargeFile } from '../chat-file.ts';
import { codeOf, translate } from './errors.ts';
import type { WayOut } from './way-out.ts';

const TIMEOUT_MS = 60_000;

/** How a file of a workspace is named in options and jobs. */
export function fileHandle(team: string, file: string): string {
  return `slack:${team}/!${file}`;
}

/** A file that somebody shared, within the bounds, from Slack's own hosts only: no other ever gets our token. */
export async function readFile(
  handle: string,
  { teams, web, settings }: WayOut,
): Promise<{ name: string; type: string | null; bytes: Uint8Array }> {
  const [, id = '', file = ''] = /^slack:(\w+)\/!(\w+)$/.exec(handle) ?? [];
  const team = await teams.of(id);
  const { file: found } = await team.client.files.info({ file }).catch((error: unknown) => {
    if (codeOf(error)?.startsWith('file_')) throw new UserError('goneUpload');
    throw translate(error, { place: 'the file', instead: null });
  });
  const address = found?.url_private_download ?? found?.url_private;
  if (!found || !address || found.is_external || !isSlacks(address, settings.apiUrl)) throw new UserError('goneUpload');
  if ((found.size ?? 0) > MAX_FILE_BYTES) throw tooLargeFile();
  const answer = await web.fetch(address, {
    headers: { authorization: `Bearer ${team.token}` },
    // A redirect leads to a login page, or somewhere that must not see the token.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (answer.status === 404 || answer.status === 410) throw new UserError('goneUpload');
  // Instead of an error Slack shows its page for signing in.
  if (isPage(answer.headers.get('content-type')) && !isPage(found.mimetype ?? null)) throw new UserError('goneUpload');
  if (!answer.ok || !answer.body) throw new Error(`the file answered with ${answer.status}`);
  return { name: found.name ?? 'file', type: found.mimetype ?? null, bytes: await readChatFile(answer.body) };
}

function isSlacks(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, host } = new URL(address);
  const api = new URL(apiUrl);
  if (host === api.host && protocol === api.protocol) return true;
  return protocol === 'https:' && (hostname === 'files.slack.com' || hostname === 'slack-files.com');
}

function isPage(type: string | null): boolean {
  return type?.startsWith('text/html') ?? false;
}
