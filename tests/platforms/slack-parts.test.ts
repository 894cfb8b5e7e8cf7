import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { MessageGone, NeedsAdmin } from '../../src/delivery/platform.ts';
import { RetryLater } from '../../src/errors.ts';
import { translate } from '../../src/platforms/slack/errors.ts';
import { slackManifest, slackManifestReasons } from '../../src/platforms/slack/manifest.ts';
import { messageRef, personRef, readRef, replyId, replyRef, writePlace } from '../../src/platforms/slack/refs.ts';
import { checkArguments } from '../doubles/slack/contract.ts';

test('refs are read back as they were written', () => {
  expect(readRef('slack:T1/C1')).toMatchObject({ team: 'T1', channel: 'C1', person: null, reply: null, place: null });
  expect(readRef(personRef('T1', 'U1'))).toMatchObject({ team: 'T1', person: 'U1', channel: null });
  const reply = replyId('T1', 'Ev1');
  expect(readRef(replyRef('T1', 'C1', reply))).toMatchObject({ channel: 'C1', reply });
  const place = { ts: '1700000000.000100', thread: '1700000000.000001' };
  expect(readRef(messageRef('T1', 'C1', place)).place).toEqual(place);
  expect(writePlace({ ts: '1.2', thread: '1.2' })).toBe('1.2');
  expect(() => readRef('discord:1/2')).toThrow('not a Slack ref');
});

test('the same doing has the same reply, another one another', () => {
  expect(replyId('T1', 'Ev1')).toBe(replyId('T1', 'Ev1'));
  expect(new Set([replyId('T1', 'Ev1'), replyId('T2', 'Ev1'), replyId('T1', 'Ev2')]).size).toBe(3);
});

const facts = { place: '#news', instead: 'slack:T1/C1' };
const refused = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });

test.each([
  ['invalid_auth', 'SLACK_BOT_TOKEN'],
  ['token_revoked', 'install it again'],
  ['not_in_channel', '/invite'],
  ['is_archived', 'Unarchive'],
])('%s is told to the admin in words', (code, words) => {
  const told = translate(refused(code), facts);
  expect(told).toBeInstanceOf(NeedsAdmin);
  expect(String(told)).toContain(words);
});

test('a channel that is not there is gone, in words', () => {
  const told = translate(refused('channel_not_found'), facts);
  expect(told).toBeInstanceOf(MessageGone);
  expect(told).toMatchObject({ instead: null, message: expect.stringContaining('Invite the app') });
});

test('a missing scope is named', () => {
  expect(String(translate(refused('missing_scope', { needed: 'files:read' }), facts))).toContain(
    'the scope files:read',
  );
});

test('a limit, a deleted message and a failure of Slack are told apart', () => {
  expect(translate(new WebAPIRateLimitedError(7), facts)).toMatchObject({ afterMs: 7000 });
  expect(translate(new WebAPIRateLimitedError(7), facts)).toBeInstanceOf(RetryLater);
  expect(translate(refused('message_not_found'), facts)).toMatchObject({ instead: 'slack:T1/C1' });
  expect(translate(refused('message_not_found'), facts)).toBeInstanceOf(MessageGone);
  expect(String(translate(new WebAPIHTTPError(502, 'Bad Gateway', {}), facts))).toContain('502');
});

test('the manifest has a slash command for each first word, an entry for each message command, and a reason for each scope', () => {
  const manifest = slackManifest(commands, { publicUrl: null });
  expect(manifest).toMatchObject({
    settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
    features: {
      slash_commands: expect.arrayContaining([
        expect.objectContaining({ command: '/summarize', should_escape: true }),
        expect.objectContaining({ command: '/copydesk' }),
      ]),
    },
  });
  const shown = JSON.stringify(manifest);
  for (const { name, onMessage } of commands.filter((one) => 'onMessage' in one))
    expect(shown, onMessage?.label).toContain(`"callback_id":"read:${name}"`);
  const reasons = slackManifestReasons({ readsChannels: false }).join('\n');
  const scopes = shown.match(/"[a-z_.]+:[a-z]+"/g) ?? [];
  for (const scope of scopes.filter((one) => !/"(read|open):/.test(one))) expect(reasons).toContain(scope.slice(1, -1));
});

test('what people write in channels is asked for only where the admin wants it, with a reason', () => {
  const reading = { readsChannels: true };
  const wants = /channels:history|groups:history|message\.channels|message\.groups/g;
  expect(JSON.stringify(slackManifest(commands, { publicUrl: null }))).not.toMatch(wants);
  expect(slackManifestReasons({ readsChannels: false }).join()).not.toMatch(wants);
  expect(JSON.stringify(slackManifest(commands, { publicUrl: null, ...reading })).match(wants)).toHaveLength(4);
  expect(slackManifestReasons(reading).join().match(wants)).toHaveLength(4);
});

test('over HTTP everything goes to the public address', () => {
  const manifest = slackManifest(commands, { publicUrl: 'https://desk.example', isDistributed: true });
  expect(manifest).toMatchObject({
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://desk.example/slack/events' },
      interactivity: { message_menu_options_url: 'https://desk.example/slack/events' },
    },
    oauth_config: { redirect_urls: ['https://desk.example/slack/oauth_redirect'] },
  });
});

test('the manifest is one that Slack takes; only the scope of its agents is not in the types yet', () => {
  for (const options of [{ publicUrl: null }, { publicUrl: 'https://desk.example', isDistributed: true }]) {
    const findings = checkArguments('apps.manifest.validate', { manifest: slackManifest(commands, options) });
    expect(findings.map(({ at }) => at)).toEqual([expect.stringContaining('/oauth_config/scopes/bot/')]);
    expect(JSON.stringify(slackManifest(commands, options))).toContain('"assistant:write"');
  }
});
