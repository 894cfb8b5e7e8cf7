import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchReply } from '../../src/platforms/local/terminal.ts';
import { PATIENCE_MS } from '../doubles/patience.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { textOf } from './person.ts';
import { discordStage } from './stages/discord.ts';
import type { Seen, Talker } from './stages/stage.ts';
import { TOWN } from './town.ts';

/** Words of one workspace that no other may ever read. */
const SECRETS = /Quillfeather|Zanderfold|Brightwell|Mayor of Ostry|brother-in-law|Solheim/;
const PASTED =
  'The merger with Quillfeather will be announced in May. Director Nora Brightwell signed the contract with Zanderfold on Monday. ' +
  'Quillfeather pays 40 million for the factory. Nora Brightwell told the staff that all jobs at Zanderfold are safe until spring.';
const ABOUT_PASTED = 'Who signed the contract with Zanderfold?';
/** More than there are summaries, versions and answers. */
const IDS = Array.from({ length: 8 }, (_, at) => String(at + 1));

let web: WebDouble;
let stage: Awaited<ReturnType<typeof discordStage>>;
let insider: Talker;
let answer: Seen;

beforeAll(async () => {
  web = await startWeb({ '/mayor': { body: TOWN.mayor } });
  stage = await discordStage({ ALLOW_HOSTS: web.host });
  insider = stage.person();
  await insider.slash(`/summarize text:"${PASTED}"`);
  await insider.slash(`/summarize url:${web.origin}/mayor`);
  answer = await insider.slash(`/ask question:"${ABOUT_PASTED}"`);
});
afterAll(async () => {
  await stage?.close();
  await web[Symbol.asyncDispose]();
});

/** What the local chat, a workspace of its own on the same desk, answers to a call made by hand. */
async function callFromElsewhere(command: string, options: Record<string, string>): Promise<string> {
  const id = await stage.desk.inbox.call('elsewhere', 'a call', { command, options });
  return textOf(await watchReply(id, stage.desk, { timeoutMs: PATIENCE_MS, onProgress: () => {} }));
}

test('inside, the secrets are there to be found', async () => {
  expect(answer.text).toContain('Nora Brightwell signed the contract');
  expect((await insider.click('Evidence', answer)).text).toContain('Quillfeather');
  await expect.poll(() => stage.offers('ostry')).toContainEqual(expect.stringContaining('Mayor of Ostry'));
});

test.each([
  ABOUT_PASTED,
  'What does Quillfeather pay?',
  'Who resigned as mayor of Ostry?',
  'Who takes over from Weller?',
])('a question of another server finds nothing: %s', async (question) => {
  const { text } = await stage.stranger().slash(`/ask question:"${question}"`);
  expect(text).toContain('not in what I have read');
  expect(text.replace(question, '')).not.toMatch(SECRETS);
});

test('what is pasted stays in its channel; what is public is its whole server’s', async () => {
  const other = stage.person('member', 'elsewhere');
  expect((await other.slash('/ask question:"What does Quillfeather pay?"')).text).toContain('not in what I have read');
  expect((await other.slash('/ask question:"Who resigned as mayor of Ostry?"')).text).toContain(
    'Tomas Weller resigned',
  );
});

test.each(['evidence', 'sources', 'rewrite', 'praise', 'complain'])(
  '/%s by an id guessed shows nothing',
  async (command) => {
    for (const summary of IDS) {
      const reason: Record<string, string> = command === 'complain' ? { reason: 'too long' } : {};
      const text = await callFromElsewhere(command, { summary, ...reason });
      expect(text).toContain('no longer stored, or it is not this channel’s');
      expect(text).not.toMatch(SECRETS);
    }
  },
);

test('the evidence of an answer by an id guessed shows nothing', async () => {
  for (const id of IDS) {
    const text = await callFromElsewhere('proof', { answer: id });
    expect(text).toContain('no longer stored, or it is not this channel’s');
    expect(text).not.toMatch(SECRETS);
  }
});

test('an article can’t be asked about by its id or its address', async () => {
  for (const article of [...IDS, `${web.origin}/mayor`]) {
    const text = await callFromElsewhere('ask', { question: 'Who signed?', article });
    expect(text).toContain('has not been read here');
    expect(text).not.toMatch(SECRETS);
  }
});

test('a source or a site names nothing of another server', async () => {
  for (const source of IDS)
    expect(await callFromElsewhere('ask', { question: 'Who signed?', source })).not.toMatch(SECRETS);
  const text = await callFromElsewhere('ask', { question: 'Who resigned?', source: '127.0.0.1' });
  expect(text).not.toMatch(SECRETS);
});

test('titles are offered only where they were read', async () => {
  const stranger = stage.stranger();
  expect(await stranger.offers('ostry')).toEqual([]);
  expect(await stranger.offers('')).toEqual([]);
});

test('a follow-up takes up no conversation of another server', async () => {
  const stranger = stage.stranger();
  await stranger.slash('/ask question:"What is new?"');
  const next = await stranger.mention('And what did she sign?');
  expect(next.text).not.toMatch(SECRETS);
  expect(next.text).not.toContain('Understood as');
});
