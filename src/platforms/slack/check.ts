import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Check } from '../platform.ts';
import { codeOf, translate } from './errors.ts';
import { formatMessage } from './format.ts';
import { readRef } from './refs.ts';
import { OPTIONAL_SCOPES, scopesFor } from './scopes.ts';
import type { SlackSettings } from './settings.ts';
import type { Team } from './teams.ts';
import type { WayOut } from './way-out.ts';

/** The doctor's look at Slack: token, scopes, socket, the channels, and whether Slack takes our blocks. */
export async function checkSlack(channels: readonly string[], way: WayOut): Promise<Check[]> {
  const { settings } = way;
  const checks: Check[] = [];
  if (settings.appToken !== null) checks.push(await checkSocket(settings.appToken, way));
  const { check, teams } = await checkTokens(way);
  checks.push(check);
  for (const team of teams) checks.push(...(await checkTeam(team, settings)));
  for (const ref of channels.filter((one) => one.startsWith('slack:'))) checks.push(await checkChannel(ref, way));
  return checks;
}

async function checkSocket(appToken: string, { web }: WayOut): Promise<Check> {
  const what = 'Slack: app-level token';
  try {
    await web.client(appToken).apps.connections.open({});
    return { what, isWell: true, words: 'opens a socket' };
  } catch (error) {
    const words = `Slack opens no socket for it (${codeOf(error) ?? wordsOf(error)}). Make one with the scope connections:write under Settings → Basic Information → App-Level Tokens at https://api.slack.com/apps, switch Socket Mode on, and set SLACK_APP_TOKEN.`;
    return { what, isWell: false, words };
  }
}

async function checkTokens({ teams, settings }: WayOut): Promise<{ check: Check; teams: Team[] }> {
  const what = 'Slack: bot token';
  try {
    const all = (await teams.all()).map(({ team }) => team);
    const many = `${all.length} workspaces have installed it at ${settings.publicUrl ?? ''}/slack/install`;
    const words = settings.botToken === null ? many : 'is valid';
    return { check: { what, isWell: true, words }, teams: all };
  } catch (error) {
    return { check: { what, isWell: false, words: wordsOf(error) }, teams: [] };
  }
}

async function checkTeam(team: Team, settings: Pick<SlackSettings, 'readsChannels'>): Promise<Check[]> {
  try {
    return [await checkScopes(team, settings), await checkBlocks(team)];
  } catch (error) {
    const words = wordsOf(translate(error, { place: 'the workspace', instead: null }));
    return [{ what: `Slack: workspace ${team.id}`, isWell: false, words }];
  }
}

async function checkScopes({ client, id }: Team, settings: Pick<SlackSettings, 'readsChannels'>): Promise<Check> {
  const what = `Slack: scopes in ${id}`;
  const { response_metadata } = await client.auth.test();
  const granted = new Set(response_metadata?.scopes ?? []);
  const missing = scopesFor(settings).filter(({ scope }) => !granted.has(scope));
  if (missing.length === 0) {
    const without = OPTIONAL_SCOPES.filter(({ scope }) => !granted.has(scope)).map(({ scope }) => scope);
    const words = without.length > 0 ? `all there; without the optional ${without.join(', ')}` : 'all there';
    return { what, isWell: true, words };
  }
  const list = missing.map(({ scope, why }) => `${scope} (${why})`).join(', ');
  const words = `Missing: ${list}. Add them under “OAuth & Permissions” at https://api.slack.com/apps, or paste what “copydesk slack-manifest” writes, then install the app again.`;
  return { what, isWell: false, words };
}

/** Slack itself says whether it would take a message of ours. */
async function checkBlocks({ client }: Team): Promise<Check> {
  const what = 'Slack: how messages look';
  const { blocks } = formatMessage({
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'A heading', url: 'https://example.org/' },
      { kind: 'text', text: 'A paragraph.' },
      { kind: 'claims', items: [{ text: 'A statement.', marks: [1, 2], quoted: false }] },
      { kind: 'sentences', items: [{ id: 1, text: 'A sentence.', context: false }] },
      { kind: 'note', text: 'Small print' },
    ],
    buttons: [{ label: 'A button', command: 'help', options: {} }],
  });
  try {
    await client.apiCall('blocks.validate', { blocks });
    return { what, isWell: true, words: 'Slack takes them' };
  } catch (error) {
    // The method is young; where it is unknown there is nothing to mend.
    if (codeOf(error) === 'unknown_method') return { what, isWell: true, words: 'Slack can’t tell here' };
    return {
      what,
      isWell: false,
      words: `Slack refuses them: ${wordsOf(translate(error, NOWHERE))}. Report it as a bug.`,
    };
  }
}

async function checkChannel(ref: string, { teams }: WayOut): Promise<Check> {
  const { team: id, channel } = readRef(ref);
  const what = `Slack: ${ref}`;
  if (channel === null) return { what, isWell: true, words: 'a direct conversation' };
  try {
    const { client } = await teams.of(id);
    const { channel: found } = await client.conversations.info({ channel });
    if (found?.is_archived)
      return { what, isWell: false, words: 'It is archived. Unarchive it, or choose another channel.' };
    if (found?.is_member === false && !found.is_im)
      return { what, isWell: false, words: 'The app is not in it. Invite it there with /invite.' };
    return { what, isWell: true, words: 'can be posted to' };
  } catch (error) {
    if (codeOf(error) === 'missing_scope')
      return {
        what,
        isWell: true,
        words: 'can’t be looked at without the optional scopes channels:read and groups:read',
      };
    return { what, isWell: false, words: wordsOf(translate(error, { place: 'The channel', instead: null })) };
  }
}

const NOWHERE = { place: 'the message', instead: null };

function wordsOf(error: unknown): string {
  return error instanceof NeedsAdmin || error instanceof Error ? error.message : String(error);
}
