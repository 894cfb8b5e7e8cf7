import { randomBytes } from 'node:crypto';
import { checkContent, withDefaults } from './content.ts';
import { checkType, type Finding } from './contract.ts';
import { contents } from './methods/chat.ts';
import { type Hook, isJson, jsonsOf, type Platform, textOf } from './platform.ts';
import type { Json } from './types.ts';
import type { Asked, Reply } from './wire.ts';

const LIFE_MS = 30 * 60_000;
const USES = 5;

const FIELDS = new Set(
  'text blocks attachments response_type replace_original delete_original thread_ts metadata mrkdwn parse link_names unfurl_links unfurl_media'.split(
    ' ',
  ),
);

/** An address at which the bot may answer what a person did, five times in half an hour. */
export function giveHook(platform: Platform, facts: Pick<Hook, 'kind' | 'channel' | 'user'> & Partial<Hook>): string {
  const team = platform.realm.teamOf(facts.channel).id;
  const path = `/${facts.kind}s/${team}/${randomBytes(5).readUIntBE(0, 5)}/${randomBytes(12).toString('hex')}`;
  platform.hooks.set(path, { at: platform.clock(), uses: 0, source: null, threadTs: null, ...facts });
  return platform.origin() + path;
}

export function answerHook(platform: Platform, asked: Asked): Reply {
  const hook = platform.hooks.get(asked.path);
  const refuse = (status: number, body: string, violations: string[]) => ({ status, body, violations });
  if (!hook) return refuse(404, 'no_hook', ['no such response_url was given']);
  const isLate = platform.clock() - hook.at > LIFE_MS;
  if (isLate) return refuse(404, 'expired_url', ['a response_url lives 30 minutes']);
  if (hook.uses >= USES) return refuse(404, 'used_url', [`a response_url works ${USES} times`]);
  if (!isJson(asked.body)) return refuse(400, 'invalid_payload', ['the body is not JSON']);
  const findings = checkResponse(asked.body, hook);
  const violations = findings.map(({ words, at }) => `${words} [json-pointer:${at}]`);
  const refused = findings.find(({ code }) => code !== null);
  if (refused?.code) return refuse(refused.code === 'no_text' ? 500 : 400, refused.code, violations);
  hook.uses += 1;
  respond(platform, hook, asked.body);
  return { status: 200, body: 'ok', violations };
}

/** What an ack with a message says, or a response_url's body. */
export function checkResponse(body: Json, hook: Pick<Hook, 'kind'>): Finding[] {
  if (body.delete_original === true) return [];
  const findings: Finding[] = Object.keys(body)
    .filter((name) => !FIELDS.has(name))
    .map((name) => ({ at: `/${name}`, words: `unknown field "${name}"`, code: null }));
  const { response_type } = body;
  if (response_type !== undefined && response_type !== 'in_channel' && response_type !== 'ephemeral')
    findings.push({ at: '/response_type', words: 'must be in_channel or ephemeral', code: null });
  if (hook.kind === 'command' && body.replace_original === true) {
    const words = "a slash command's response_url replaces nothing: this posts another message";
    findings.push({ at: '/replace_original', words, code: null });
  }
  const typed = jsonsOf(body.blocks).flatMap((block, i) => checkType('KnownBlock', block, `/blocks/${i}`));
  return [...findings, ...typed, ...checkContent(body)];
}

/** Shows what the bot answered to a command or a click, to all or to the one who asked. */
export function respond(platform: Platform, hook: Hook, body: Json): void {
  const { realm } = platform;
  const source = realm.messages.find(({ ts, channel }) => ts === hook.source && channel === hook.channel);
  if (body.delete_original === true) {
    if (source) source.isDeleted = true;
    realm.changed();
    return;
  }
  if (body.replace_original === true && source) {
    Object.assign(source, contents(body), { blocks: withDefaults(body.blocks) });
    realm.changed();
    return;
  }
  const team = realm.teamOf(hook.channel);
  const threadTs = textOf(body.thread_ts) || null;
  realm.addMessage({
    channel: hook.channel,
    user: team.botUserId,
    bot_id: team.botId,
    app_id: platform.settings.appId,
    ephemeralTo: body.response_type === 'in_channel' ? null : hook.user,
    ...contents(body),
    ...(threadTs ? { thread_ts: threadTs } : {}),
  });
}
