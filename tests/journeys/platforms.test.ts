import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ModelDouble, startModel } from '../doubles/model.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { EVERY_STAGE } from './stages/every.ts';
import type { Stage } from './stages/stage.ts';
import { goodStatements, PAGE, pageOf } from './story.ts';

const PINGS = ['@everyone', '@here', '<@123456789012345678>', '<@&77>', '<!channel>', '<!here>', '<@U012AB3CD>'];
const PASTED =
  'The council of Larkmoor closed the old pier on Monday. Engineers had found rust in nine of its twelve pillars. ' +
  'The mayor, Ada Lind, said repairs would take until spring. The fishing boats moor at the new quay until then.';

/** The stories that are the same on every platform. */
describe.each(EVERY_STAGE)('on %s', (name, openStage) => {
  let web: WebDouble;
  let model: ModelDouble;
  let stage: Stage;

  beforeAll(async () => {
    web = await startWeb({ '/story': { body: PAGE } });
    model = await startModel((call) => ({ statements: goodStatements(call) }));
    const settings = { ALLOW_HOSTS: web.host, MODEL: 'double', OPENAI_BASE_URL: model.url };
    stage = await openStage({ ...settings, MODEL_SILENCE_MS: '2000', MODEL_RETRY_MS: '1000' });
  });
  afterEach(() => {
    model.answers((call) => ({ statements: goodStatements(call) }));
    expect(stage.violations()).toEqual([]);
  });
  afterAll(async () => {
    await stage?.close();
    await model[Symbol.asyncDispose]();
    await web[Symbol.asyncDispose]();
  });

  test('an article becomes a checked summary, and its Evidence is for who asks alone', async () => {
    const person = stage.person();
    const summary = await person.slash(`/summarize url:${web.origin}/story`);
    expect(summary.text).toContain('Harbour ferry line halted');
    expect(summary.text).toContain('Tomas Reyes of Bay Lines claimed the cracks were “cosmetic”.');
    expect(summary.text).toContain('each statement checked against the article');
    expect(summary.isPrivate).toBe(false);
    expect(summary.buttons).toEqual(['Evidence', 'Ask', 'Shorter', 'Longer', 'Sources', '👍', '👎']);
    const evidence = await person.click('Evidence', summary);
    expect(evidence.text).toContain('cracked welds in two of its three boats');
    expect(evidence.isPrivate).toBe(name !== 'local');
    const sources = await person.click('Sources', summary);
    expect(sources.text).toContain('Written by Ilse Brandt');
    expect(sources.text).toContain(`Read from ${web.origin}/story`);
  });

  test('Shorter and the menu of styles write a new message, and leave the first as it is', async () => {
    const person = stage.person();
    const summary = await person.slash(`/summarize url:${web.origin}/story`);
    const shorter = await person.click('Shorter', summary);
    expect(shorter.id).not.toBe(summary.id);
    expect(shorter.buttons).not.toContain('Shorter');
    const deep = await person.pick('deep', summary);
    expect(deep.text).toContain('Harbour ferry line halted');
    expect(model.calls.at(-1)?.system).toContain('Style:');
    expect((await person.sees()).map(({ id }) => id)).toContain(summary.id);
  });

  test('👍 is noted; 👎 asks for the reason in a form, and the summary is written again with it', async () => {
    const person = stage.person();
    const summary = await person.slash(`/summarize url:${web.origin}/story`);
    expect((await person.click('👍', summary)).text).toContain('noted');
    const form = await person.clickForForm('👎', summary);
    expect(form.labels).toEqual(['Reason', 'More']);
    const again = await person.submit({ Reason: 'misses the point', More: 'the price' });
    expect(again.text).toContain('Harbour ferry line halted');
    expect(model.calls.at(-1)?.user).toContain('misses the point: the price');
  });

  test('/summarize with nothing asks in a form, where text can be pasted', async () => {
    const person = stage.person();
    model.answers(() => ({
      statements: [{ text: 'Engineers had found rust in nine of the pier’s twelve pillars.', sentences: [2] }],
    }));
    const form = await person.slashForForm('/summarize');
    expect(form.labels).toEqual(expect.arrayContaining(['Url', 'Text', 'Style', 'Length', 'Language']));
    const summary = await person.submit({ Text: PASTED });
    expect(summary.text).toContain('rust in nine');
  });

  test('a file that is sent along is summarized', async () => {
    const file = { name: 'story.html', type: 'text/html', bytes: Buffer.from(PAGE) };
    const summary = await stage.person().slash('/summarize', [file]);
    expect(summary.text).toContain('Harbour ferry line halted');
  });

  test.each([
    ['an address that is none', '/summarize url:nonsense', 'is not a web address'],
    ['a page that is not there', '/summarize url:ORIGIN/missing', 'says there is no such page'],
    ['a private address', '/summarize url:http://10.0.0.1/', 'is not on the public web'],
    ['a language nobody knows', '/summarize url:ORIGIN/story language:klingonish', 'Give a language'],
  ])('%s is answered with what would have been right', async (_, line, words) => {
    const answer = await stage.person().slash(line.replace('ORIGIN', web.origin));
    expect(answer.text).toContain(words);
    expect(answer.text).not.toMatch(/undefined|Error:|at file/);
  });

  test('/help lists the commands, for who asks alone', async () => {
    const person = stage.person();
    const help = await person.slash('/help');
    expect(help.text).toContain('/summarize — Summarize an article');
    expect(help.isPrivate).toBe(name !== 'local');
    const about = await person.pick('summarize', help);
    expect(about.text).toContain('style: How to write it (brief, bullets, deep, plain)');
  });

  test('moderators set how a channel’s summaries are written; others are refused; every change is kept', async () => {
    const moderator = stage.person('moderator');
    const member = stage.person('member');
    const set = await moderator.slash('/settings set length:short');
    expect(set.text).toContain('Set for channel: length short');
    const summary = await member.slash(`/summarize url:${web.origin}/story`);
    expect(summary.buttons).not.toContain('Shorter');
    expect((await member.slash('/settings show')).text).toContain('Length: short');
    expect((await moderator.slash('/settings history')).text).toContain('length is now short');
    await moderator.slash('/settings set length:medium');
    if (name === 'local') return;
    expect((await member.slash('/settings set length:long')).text).toContain('for moderators only');
    expect((await member.slash('/settings history')).text).toContain('for moderators only');
  });

  test('nothing in an article pings anyone, formats anything or leads anywhere', async () => {
    const trap = `Witnesses wrote ${PINGS.join(' and ')} on the wall of the old mill in Larkmoor on Monday.`;
    const marks = 'The sign said **bold** _and_ `code` [here](https://evil.example) ||spoiler|| # not a heading.';
    const body = pageOf('Mill @everyone closed', [trap, marks, PASTED, PASTED]);
    web.serve('/trap', { body });
    model.answers(({ sentences }) => ({
      statements: [...sentences].slice(0, 3).map(([id, text]) => ({ text, sentences: [id] })),
    }));
    const summary = await stage.person().slash(`/summarize url:${web.origin}/trap`);
    expect(summary.text).toContain('Mill @everyone closed');
    await stage.person().click('Evidence', summary);
  });

  test('a model that is down is stood in for at once, and the same message is replaced when it is back', async () => {
    const person = stage.person();
    web.serve('/later', { body: PAGE.replace('Harbour ferry line halted', 'Ferry line halted again') });
    model.answers(() => ({ fault: 'stall' }));
    const standIn = await person.slash(`/summarize url:${web.origin}/later`);
    expect(standIn.text).toContain('A written summary replaces them once it is back');
    model.answers((call) => ({ statements: goodStatements(call) }));
    await expect
      .poll(async () => (await person.sees()).find(({ id }) => id === standIn.id)?.text)
      .toContain('each statement checked');
  });

  test('ten who ask for one article at the same moment cost one fetch and one model call', async () => {
    web.serve('/crowd', { body: PAGE.replaceAll('Harbour ferry', 'Crowded ferry') });
    const calls = model.calls.length;
    const people = Array.from({ length: 10 }, () => stage.person());
    await Promise.all(people.map((person) => person.slash(`/summarize url:${web.origin}/crowd`)));
    const answers = async () => (await people[0]?.sees())?.filter(({ text }) => text.includes('Crowded ferry line'));
    await expect.poll(answers).toHaveLength(10);
    expect(web.countOf('/crowd')).toBe(1);
    expect(model.calls.length - calls).toBe(1);
  });

  test('another language is asked of the model, and the message says that it was translated', async () => {
    const statements = [{ text: 'Die Fähre steht seit Sonntagabend still.', sentences: [1] }];
    model.answers(() => ({ statements }));
    const summary = await stage.person().slash(`/summarize url:${web.origin}/story language:German`);
    expect(summary.text).toContain('Die Fähre steht seit Sonntagabend still.');
    expect(summary.text).toContain('Translated from English; Evidence shows the original sentences');
  });

  test('a page that is open in part says how much was read', async () => {
    const mark = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>';
    web.serve('/paid', { body: pageOf('The pier is closed', [PASTED, PASTED], mark) });
    model.answers(({ sentences }) => ({
      statements: [...sentences].slice(0, 2).map(([id, text]) => ({ text, sentences: [id] })),
    }));
    const summary = await stage.person().slash(`/summarize url:${web.origin}/paid`);
    expect(summary.text).toContain('Paywalled: only the open part was read');
  });

  test('evidence that is too long for one message is turned page by page', async () => {
    const person = stage.person();
    const sentence = (at: number) =>
      `Inspector number ${at} said on Monday that the harbour wall of Larkmoor had moved by ${at} centimetres since the last flood, and that nobody had told the council about it before.`;
    const paragraphs = Array.from({ length: 40 }, (_, at) => sentence(at + 1));
    web.serve('/long', { body: pageOf('The wall moves', paragraphs) });
    model.answers(({ sentences }) => ({
      statements: [...sentences].filter(([id]) => id % 3 === 0).map(([id, text]) => ({ text, sentences: [id] })),
    }));
    const summary = await person.slash(`/summarize url:${web.origin}/long length:long`);
    const first = await person.click('Evidence', summary);
    expect(first.text).toMatch(/Statements 1 to \d of \d+/);
    const second = await person.click('More', first);
    expect(second.text).toMatch(/Statements [2-9]\d* to \d+ of \d+/);
  });
});
