import { afterEach, expect, test } from 'vitest';
import { type Desk, openDesk, resultOf, shown } from './discord-desk.ts';

let desk: Desk;

afterEach(async () => {
  await desk[Symbol.asyncDispose]();
});

test('an answer that can’t be opened takes nothing away from those that are there, and the next is given', async () => {
  desk = await openDesk();
  const said = desk.ann.say('https://a.example/1 https://b.example/2 https://c.example/3');
  desk.discord.faults.add({ method: 'POST', path: /^\/webhooks\//, times: 1, answer: { status: 500, body: {} } });
  const call = desk.ann.messageCommand('Summarize', said.id);
  const first = await desk.asked('summarize');
  await desk.finish(first.reply, resultOf('Number 1'));
  const third = await desk.asked('summarize');
  expect([first.options.url, third.options.url]).toEqual(['https://a.example/1', 'https://c.example/3']);
  await desk.finish(third.reply, resultOf('Number 3'));
  await desk.untilLogged(({ event, level }) => event === 'inbox' && level === 50);
  expect(shown(call.message())).toContain('Number 1');
  const others = call.followups();
  expect(others.map(shown).join()).toContain('failed on our side');
  expect(others.map(shown).join()).toContain('Number 3');
  expect(desk.discord.journal.violations()).toEqual([]);
});

test('a mention is answered although Discord stumbles over the first answer', async () => {
  desk = await openDesk();
  desk.discord.faults.add({ method: 'POST', path: /\/messages$/, times: 1, answer: { drop: 'after' } });
  desk.ann.mention('https://news.example/m');
  const { reply } = await desk.asked('summarize');
  await desk.finish(reply);
  expect(desk.discord.world.messages(desk.channel.id).filter(({ author }) => author.bot)).toHaveLength(1);
});

test('a file is named by sharing it: a handle that was typed could name a file of another chat', async () => {
  desk = await openDesk();
  desk.ann.mention('summarize file:slack:T1/!F1');
  await desk.discord.waitForMessage(desk.channel.id, (one) => shown(one).includes("can't be used as file"));
  desk.ann.mention('https://news.example/m');
  expect((await desk.asked('summarize')).options).toMatchObject({ file: null, url: 'https://news.example/m' });
});
