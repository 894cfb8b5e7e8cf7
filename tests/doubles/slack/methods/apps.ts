import { randomBytes } from 'node:crypto';
import { checkContent } from '../content.ts';
import { jsonsOf, type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { checkThread, writableChannel } from '../reach.ts';
import type { Json, SlackTeam } from '../types.ts';
import { post } from './chat.ts';

export const apps: Record<string, Method> = {
  'apps.connections.open': { token: 'app', scopes: [], run: openConnection },
  'apps.manifest.validate': { token: 'configuration', scopes: [], run: () => ({ errors: [] }) },
  'apps.uninstall': { token: 'bot', scopes: [], run: uninstall },
  'oauth.v2.access': { token: 'none', scopes: [], run: exchangeCode },
  'files.info': { token: 'bot', scopes: ['files:read'], run: fileInfo },
  'files.getUploadURLExternal': { token: 'bot', scopes: ['files:write'], run: openUpload },
  'files.completeUploadExternal': { token: 'bot', scopes: ['files:write'], run: completeUpload },
};

function openConnection({ platform }: MethodCall): Json {
  const ticket = randomBytes(16).toString('hex');
  platform.tickets.add(ticket);
  const address = platform.origin().replace('http:', 'ws:');
  return { url: `${address}/link/?ticket=${ticket}&app_id=${platform.settings.appId}` };
}

function uninstall({ args, platform, team }: MethodCall): Json {
  checkClient(platform.settings, args);
  team.revoked = 'account_inactive';
  return {};
}

function exchangeCode({ args, platform }: MethodCall): Json {
  checkClient(platform.settings, args);
  const code = platform.codes.get(textOf(args.code));
  const team = code && platform.realm.teams.get(code.team);
  if (!code || !team) throw new Refusal('invalid_code');
  if (code.redirect !== null && args.redirect_uri !== code.redirect) throw new Refusal('bad_redirect_uri');
  platform.codes.delete(textOf(args.code));
  return installation(team, platform.settings.appId);
}

function installation(team: SlackTeam, appId: string): Json {
  return {
    access_token: team.botToken,
    token_type: 'bot',
    scope: team.scopes.join(','),
    bot_user_id: team.botUserId,
    app_id: appId,
    team: { name: team.name, id: team.id },
    enterprise: null,
    authed_user: { id: 'U0INSTALLER' },
    is_enterprise_install: false,
  };
}

function checkClient(settings: { clientId: string; clientSecret: string }, args: Json): void {
  if (args.client_id !== settings.clientId) throw new Refusal('invalid_client_id');
  if (args.client_secret !== settings.clientSecret) throw new Refusal('bad_client_secret');
}

function fileInfo({ args, platform }: MethodCall): Json {
  const found = platform.realm.files.get(textOf(args.file));
  if (!found) throw new Refusal('file_not_found');
  return { file: withAddresses(found.file, platform.origin(), platform.realm), comments: [] };
}

/** Where the file is to be had, for who shows a token. */
export function withAddresses(file: Json, origin: string, realm: { teams: Map<string, unknown> }): Json {
  const [team = ''] = realm.teams.keys();
  const path = `${team}-${file.id}`;
  const name = textOf(file.name).toLowerCase();
  return {
    ...file,
    ...(textOf(file.mimetype).startsWith('image/') ? thumbnails(`${origin}/files-tmb/${path}`) : {}),
    url_private: `${origin}/files-pri/${path}/${name}`,
    url_private_download: `${origin}/files-pri/${path}/download/${name}`,
    permalink: `https://example-desk.slack.com/files/${file.user}/${file.id}/${name}`,
    permalink_public: `https://slack-files.com/${path}-${randomBytes(5).toString('hex')}`,
  };
}

function thumbnails(base: string): Json {
  const sizes = [360, 480, 720, 800, 960, 1024];
  const sized = sizes.map((size) => [
    [`thumb_${size}`, `${base}/image_${size}.png`],
    [`thumb_${size}_w`, size],
    [`thumb_${size}_h`, size],
  ]);
  const small = [64, 80, 160].map((size) => [`thumb_${size}`, `${base}/image_${size}.png`]);
  return { ...Object.fromEntries([...sized.flat(), ...small]), original_w: 1200, original_h: 1200, thumb_tiny: '' };
}

function openUpload({ args, platform }: MethodCall): Json {
  const id = platform.realm.id('F');
  platform.uploads.set(id, { name: textOf(args.filename), content: null });
  return { upload_url: `${platform.origin()}/upload/v1/${id}`, file_id: id };
}

function completeUpload(call: MethodCall): Json {
  const { args, platform, team } = call;
  const files = jsonsOf(args.files).map(({ id, title }) => {
    const upload = platform.uploads.get(textOf(id));
    if (!upload?.content) throw new Refusal('file_not_found', { broken: [`nothing was uploaded for ${id}`] });
    const facts = { id: textOf(id), name: upload.name, mimetype: 'application/octet-stream', content: upload.content };
    const file = platform.realm.addFile({ ...facts, user: team.botUserId });
    return Object.assign(file, { title: title ?? upload.name });
  });
  if (args.channel_id) {
    const channel = writableChannel(call, args.channel_id);
    checkThread(call, channel, args.thread_ts);
    const text = textOf(args.initial_comment);
    for (const { words } of checkContent({ text: text || 'x', blocks: args.blocks })) call.note(words);
    const thread = args.thread_ts ? { thread_ts: textOf(args.thread_ts) } : {};
    post({ ...call, args: { text } }, channel, { files, ...thread });
  }
  return { files: files.map(({ id, title }) => ({ id, title })) };
}
