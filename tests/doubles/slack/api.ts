import { checkArguments, type Finding, hasMethod, readArguments } from './contract.ts';
import { apps } from './methods/apps.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { people } from './methods/people.ts';
import { reactions } from './methods/reactions.ts';
import { streams } from './methods/streams.ts';
import { views } from './methods/views.ts';
import { isJson, type Method, type Platform, Refusal, textOf } from './platform.ts';
import { requireScopes } from './reach.ts';
import { checkSpent } from './spending.ts';
import type { Json, SlackTeam } from './types.ts';
import type { Asked, Reply } from './wire.ts';

const METHODS: Record<string, Method> = {
  ...apps,
  ...chat,
  ...conversations,
  ...people,
  ...reactions,
  ...streams,
  ...views,
};

/** One call of the Web API, answered as the platform would. */
export function answerCall(platform: Platform, asked: Asked): Reply {
  const violations: string[] = [];
  const note = (words: string) => void violations.push(words);
  const sent = isJson(asked.body) ? asked.body : {};
  const { team, headers } = findCaller(platform, asked, sent);
  try {
    const answer = call(platform, asked, sent, team, note);
    return { status: 200, headers, body: { ok: true, ...answer }, violations };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    violations.push(...refusal.broken);
    const body = { ok: false, error: refusal.code, ...refusal.extra };
    return { status: refusal.status, headers: { ...headers, ...refusal.headers }, body, violations };
  }
}

function call(
  platform: Platform,
  asked: Asked,
  sent: Json,
  team: SlackTeam | null,
  note: (words: string) => void,
): Json {
  const name = asked.path;
  const method = METHODS[name];
  if (!method || !hasMethod(name)) throw new Refusal('unknown_method', { broken: [`there is no method ${name}`] });
  const caller = authenticate(platform, method, tokenOf(asked, sent), team);
  requireScopes(caller, method.scopes);
  // Bolt's client names its workspace in every call, whether the method takes it or not.
  const { token: _, team_id: __, ...given } = sent;
  // The journal shows what was meant, not the form it came in.
  const args = readArguments(name, given);
  asked.body = args;
  refuseBroken([...checkArguments(name, args), ...(method.check?.(args) ?? [])], note);
  checkSpent(platform, name, args, caller);
  return method.run({ args, team: caller, platform, note });
}

/** All that is wrong is noted; the first thing the platform itself would refuse decides the answer. */
function refuseBroken(findings: Finding[], note: (words: string) => void): void {
  const say = ({ at, words }: Finding) => `${words} [json-pointer:${at}]`;
  const broken = [...new Set(findings.map(say))];
  const refused = findings.filter(({ code }) => code !== null);
  const [first] = refused;
  if (!first?.code) {
    for (const words of broken) note(words);
    return;
  }
  const messages = [...new Set(refused.map((finding) => `[ERROR] ${say(finding)}`))];
  throw new Refusal(first.code, { broken, extra: { errors: messages, response_metadata: { messages } } });
}

function findCaller(platform: Platform, asked: Asked, sent: Json) {
  const token = tokenOf(asked, sent);
  const team = [...platform.realm.teams.values()].find(({ botToken }) => botToken === token) ?? null;
  const headers: Record<string, string> = team ? { 'x-oauth-scopes': team.scopes.join(',') } : {};
  return { team, headers: { ...headers, 'x-slack-req-id': platform.realm.id('R') } };
}

function tokenOf({ headers }: Asked, sent: Json): string {
  return headers.authorization?.replace(/^Bearer /, '') ?? textOf(sent.token);
}

function authenticate(platform: Platform, method: Method, token: string, team: SlackTeam | null): SlackTeam {
  const [home] = platform.realm.teams.values();
  if (!home) throw new Refusal('team_not_found');
  if (method.token === 'none') return home;
  if (!token) throw new Refusal('not_authed');
  if (method.token === 'app' || method.token === 'configuration') {
    const isRight = method.token === 'app' ? token === platform.settings.appToken : token.startsWith('xoxe');
    if (!isRight) throw new Refusal(team ? 'not_allowed_token_type' : 'invalid_auth');
    return { ...home, scopes: [] };
  }
  if (!team) throw new Refusal(token === platform.settings.appToken ? 'not_allowed_token_type' : 'invalid_auth');
  if (team.revoked) throw new Refusal(team.revoked);
  return team;
}
