import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { type ModelCall, type Reply, startModel } from '../doubles/model.ts';
import { hasRedisServer, startMortalRedis } from '../doubles/redis.ts';
import { startWeb } from '../doubles/web.ts';
import { localStage } from './stages/local.ts';
import type { Person } from './stages/stage.ts';
import { goodStatements, PAGE } from './story.ts';

const isHere = hasRedisServer();
if (!isHere) console.warn('left out: a Redis that dies (no redis-server binary here)');

async function summaries(person: Person): Promise<string[]> {
  const texts = (await person.sees()).map(({ text }) => text);
  return texts.filter((text) => text.includes('Harbour ferry line halted') && !text.endsWith('is ready.'));
}

test.skipIf(!isHere)(
  'Redis dies with requests under way: those end, new ones are told so, and are answered when it is back',
  async () => {
    await using redis = await startMortalRedis();
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
    expect(told.text).toContain('Nothing was lost');
    await redis.revive();
    const after = await person.slash(`/summarize url:${web.origin}/story style:plain`);
    expect(after.text).toContain('Harbour ferry line halted');
    await expect.poll(() => summaries(person)).toHaveLength(3);
    await stage.close();
  },
);

test.skipIf(!isHere)(
  'a Redis that comes back empty is given its schedules again, and the requests that waited in it',
  async () => {
    await using redis = await startMortalRedis();
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    let aheadMs = 0;
    await using web = await startWeb({ '/story': { body: PAGE } });
    await using model = await startModel(async (call: ModelCall): Promise<Reply> => {
      asked.resolve();
      await held.promise;
      return { statements: goodStatements(call) };
    });
    const where = { REDIS_URL: redis.url, ALLOW_HOSTS: web.host, MODEL: 'double', OPENAI_BASE_URL: model.url };
    const stage = await localStage({ ...where, CONCURRENCY: '1' }, () => Date.now() + aheadMs);
    const { inbox } = stage.desk;
    const client = new Redis(redis.url);
    client.on('error', () => {});
    await inbox.type('stage', `/summarize url:${web.origin}/story`);
    await asked.promise;
    await inbox.type('stage', `/summarize url:${web.origin}/story style:brief`);
    const waiting = await client.lrange('copydesk:copydesk:wait', 0, -1);
    expect(waiting).toContainEqual(expect.stringMatching(/^summarize-article-/));
    await redis.kill();
    await redis.revive({ asEmpty: true });
    held.resolve();
    aheadMs = 120_000;
    await expect.poll(() => summaries(stage.person())).toHaveLength(2);
    expect(await client.zcard('copydesk:copydesk:repeat')).toBeGreaterThan(3);
    await client.quit();
    await stage.close();
  },
);
