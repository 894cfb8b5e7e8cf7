import { Redis } from 'ioredis';
import { afterAll, expect, test } from 'vitest';
import { type ModelCall, type Reply, startModel } from '../doubles/model.ts';
import { startMortalRedis } from '../doubles/redis.ts';
import { startWeb } from '../doubles/web.ts';
import { localStage } from './stages/local.ts';
import { goodStatements, PAGE } from './story.ts';

const redis = await startMortalRedis();
if (!redis) console.warn('left out: a Redis that dies (no redis-server binary here)');
afterAll(() => redis?.[Symbol.asyncDispose]());

const tells = (text: string) => text.includes('Harbour ferry line halted');

test.skipIf(!redis)(
  'Redis dies with requests under way: those end, new ones are told so, and all goes on when it is back',
  { timeout: 120_000 },
  async () => {
    if (!redis) return;
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await using web = await startWeb({ '/story': { body: PAGE } });
    await using model = await startModel(async (call: ModelCall): Promise<Reply> => {
      asked.resolve();
      await held.promise;
      return { statements: goodStatements(call) };
    });
    const settings = { REDIS_URL: redis.url, ALLOW_HOSTS: web.host, MODEL: 'double', OPENAI_BASE_URL: model.url };
    const stage = await localStage(settings);
    const person = stage.person();
    const underWay = person.slash(`/summarize url:${web.origin}/story`);
    await asked.promise;
    await redis.kill();
    held.resolve();
    // Its answer stands in the store whether or not the queue heard of its end.
    expect((await underWay).text).toContain('Harbour ferry line halted');
    const told = await person.slash(`/summarize url:${web.origin}/story style:brief`);
    expect(told.text).toContain('Ask again');
    await redis.revive();
    const after = await person.slash(`/summarize url:${web.origin}/story style:plain`);
    expect(after.text).toContain('Harbour ferry line halted');
    const texts = async () => (await person.sees()).map(({ text }) => text);
    // What could not be taken up in time is answered all the same, in its own message, if it reached the queue later.
    await expect.poll(async () => (await texts()).filter(tells).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    expect(await texts()).toHaveLength(3);
    await stage.close();
  },
);

test.skipIf(!redis)('a Redis that comes back empty is given its schedules again', { timeout: 120_000 }, async () => {
  if (!redis) return;
  await using web = await startWeb({ '/story': { body: PAGE } });
  const stage = await localStage({ REDIS_URL: redis.url, ALLOW_HOSTS: web.host, LOOK_MS: '100' });
  await redis.kill();
  await redis.revive({ asEmpty: true });
  const client = new Redis(redis.url);
  await expect
    .poll(async () => (await client.zcard('copydesk:copydesk:repeat')) ?? 0, { timeout: 90_000 })
    .toBeGreaterThan(3);
  await client.quit();
  await stage.close();
});
