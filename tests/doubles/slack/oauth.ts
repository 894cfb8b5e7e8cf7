import { randomBytes } from 'node:crypto';
import type { Platform } from './platform.ts';
import type { Asked, Reply } from './wire.ts';

/**
 * The page on which an admin allows the app, without the page: it sends straight back with a code. The workspace is the
 * one named in `team`, else the youngest; its scopes become those that were asked for.
 */
export function authorize(platform: Platform, { url }: Asked): Reply {
  const asked = Object.fromEntries(url.searchParams);
  const team = platform.realm.teams.get(asked.team ?? '') ?? [...platform.realm.teams.values()].at(-1);
  const refuse = (words: string) => ({ status: 400, body: words, violations: [words] });
  if (asked.client_id !== platform.settings.clientId) return refuse('invalid client_id');
  if (!asked.scope) return refuse('no scope was asked for');
  if (!asked.state) return refuse('an installation without state can be forged');
  if (!team || !asked.redirect_uri) return refuse('no redirect_uri');
  team.scopes = asked.scope.split(',');
  team.revoked = null;
  const code = randomBytes(16).toString('hex');
  platform.codes.set(code, { team: team.id, redirect: asked.redirect_uri });
  const target = new URL(asked.redirect_uri);
  target.searchParams.set('code', code);
  target.searchParams.set('state', asked.state);
  return { status: 302, headers: { location: target.href }, body: '', violations: [] };
}

export function downloadFile(platform: Platform, { url, headers }: Asked): Reply {
  const [, id = ''] = /^\/files-pri\/\w+-(F\w+)\//.exec(url.pathname) ?? [];
  const found = platform.realm.files.get(id);
  const token = headers.authorization?.replace(/^Bearer /, '');
  const team = [...platform.realm.teams.values()].find(({ botToken }) => botToken === token);
  if (!team || team.revoked || !team.scopes.includes('files:read'))
    // What the platform shows without a right to the file is its page for signing in, with status 200.
    return {
      status: 200,
      body: '<!DOCTYPE html><title>Sign in</title>',
      violations: ['a file was asked for without a token that may read it'],
    };
  if (!found) return { status: 404, body: '', violations: [] };
  return { status: 200, headers: { 'content-type': String(found.file.mimetype) }, body: found.content, violations: [] };
}

export function takeUpload(platform: Platform, { url, raw, headers }: Asked): Reply {
  const upload = platform.uploads.get(url.pathname.split('/').at(-1) ?? '');
  if (!upload) return { status: 404, body: '', violations: ['no such upload address was given'] };
  upload.content = fileIn(raw, headers['content-type'] ?? '');
  return { status: 200, body: `OK - ${upload.content.length}`, violations: [] };
}

/** The bytes themselves, or the one part of a form. */
function fileIn(raw: Buffer, type: string): Buffer {
  const [, boundary] = /boundary="?([^";]+)/.exec(type) ?? [];
  if (boundary === undefined) return raw;
  const start = raw.indexOf('\r\n\r\n') + 4;
  return raw.subarray(start, raw.indexOf(`\r\n--${boundary}`, start));
}
