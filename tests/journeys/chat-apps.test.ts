import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelDouble, startModel } from '../doubles/model.ts';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { slackStage } from './stages/slack.ts';
import { goodStatements, PAGE } from './story.ts';

/** What only chat apps have: other people's messages, mentions, and posts of ours that somebody asked for. */
describe.each([
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (_, openStage) => {
  let web: WebDouble;
  let model: ModelDouble;
  let stage: Awaited<ReturnType<typeof openStage>>;

  beforeAll(async () => {
    web = await startWeb({
      '/story': { body: PAGE },
      '/other': { body: PAGE.replaceAll('Harbour ferry', 'River ferry') },
    });
    model = await startModel((call) => ({ statements: goodStatements(call) }));
    stage = await openStage({ ALLOW_HOSTS: web.host, MODEL: 'double', OPENAI_BASE_URL: model.url });
  });
  afterAll(async () => {
    expect(stage?.violations()).toEqual([]);
    await stage?.close();
    await model[Symbol.asyncDispose]();
    await web[Symbol.asyncDispose]();
  });

  test('a newcomer gets to a first summary with one click', async () => {
    const { admin, greeting } = await stage.welcome();
    expect(greeting.text).toContain('post nothing the article does not hold');
    const summary = await admin.click('Summarize a sample', greeting);
    expect(summary.text).toContain('Harbour ferry line halted');
  });

  test('“Summarize” in a message’s menu reads its links, each for itself', async () => {
    const person = stage.person();
    const said = person.says(`see ${web.origin}/story and ${web.origin}/other please`);
    const first = await person.use('Summarize', said);
    expect(first.text).toMatch(/(?:Harbour|River) ferry line halted/);
    const both = async () => (await person.sees()).map(({ text }) => /(Harbour|River) ferry line/.exec(text)?.[1]);
    await expect.poll(both).toEqual(expect.arrayContaining(['Harbour', 'River']));
  });

  test('… and its attachments; a message with nothing to read is told so', async () => {
    const person = stage.person();
    const file = { name: 'story.html', type: 'text/html', bytes: Buffer.from(PAGE) };
    expect((await person.use('Summarize', person.says('look', [file]))).text).toContain('Harbour ferry line halted');
    expect((await person.use('Summarize', person.says('good morning'))).text).toContain('no link, no file');
  });

  test('a mention with a link is answered beside it; one with neither link nor command is a question', async () => {
    const person = stage.person();
    expect((await person.mention(`what is this? ${web.origin}/story`)).text).toContain('Harbour ferry line halted');
    expect((await person.mention('summarize nonsense')).text).toMatch(/not a web address|too little text/);
    expect((await person.mention('how are you?')).text).toContain('not in what I have read');
  });

  test('who asked for a post may remove it, another member may not, a moderator may', async () => {
    const [asker, other, moderator] = [stage.person(), stage.person(), stage.person('moderator')];
    const ids = async () => (await asker.sees()).map(({ id }) => id);
    const mine = await asker.slash(`/summarize url:${web.origin}/story`);
    expect((await other.use('Remove', mine.id)).text).toContain('Only who asked');
    expect(await ids()).toContain(mine.id);
    await asker.use('Remove', mine.id);
    await expect.poll(ids).not.toContain(mine.id);
    const another = await asker.slash(`/summarize url:${web.origin}/story`);
    await moderator.use('Remove', another.id);
    await expect.poll(ids).not.toContain(another.id);
    expect((await other.use('Remove', other.says('mine alone'))).text).toContain('not a message of mine');
  });

  test('titles of stored articles are offered while an address is typed', async () => {
    await stage.person().slash(`/summarize url:${web.origin}/story`);
    // Offers that take a second are left out, as nobody waits for them; the next key gets them.
    const offers = () => stage.offers('harbour');
    await expect.poll(offers).toContainEqual(expect.stringContaining('Harbour ferry line halted'));
    expect(await stage.offers('no such title')).toEqual([]);
  });
});
