import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWeb, type WebDouble } from '../doubles/web.ts';
import { discordStage } from './stages/discord.ts';
import { localStage } from './stages/local.ts';
import { slackStage } from './stages/slack.ts';
import type { Settings, Stage } from './stages/stage.ts';
import { dayAgo, TOWN } from './town.ts';

const WHO = 'Who resigned as mayor of Ostry?';

describe.each<[string, (settings: Settings) => Promise<Stage>]>([
  ['local', localStage],
  ['discord', discordStage],
  ['slack', slackStage],
])('on %s', (_, openStage) => {
  let web: WebDouble;
  let stage: Stage;

  beforeAll(async () => {
    const pages = Object.entries(TOWN).map(([path, body]) => [`/${path}`, { body }]);
    web = await startWeb(Object.fromEntries(pages));
  });
  afterAll(() => web[Symbol.asyncDispose]());

  async function readAll(): Promise<void> {
    const person = stage.person();
    for (const path of Object.keys(TOWN)) await person.slash(`/summarize url:${web.origin}/${path}`);
  }

  describe('without a model', () => {
    beforeAll(async () => {
      stage = await openStage({ ALLOW_HOSTS: web.host });
      await readAll();
    });
    afterEach(() => expect(stage.violations()).toEqual([]));
    afterAll(() => stage.close());

    test('a question is answered by the sentence that answers it, as a quotation, with its source; Evidence shows it', async () => {
      const person = stage.person();
      const answer = await person.slash(`/ask question:"${WHO}"`);
      expect(answer.text).toContain('Tomas Weller resigned as mayor of Ostry over');
      expect(answer.text).toContain('Mayor of Ostry resigns');
      expect(answer.text).toContain(dayAgo(7));
      expect(answer.text).toContain('these are the articles’ own sentences');
      expect(answer.text).toContain(`Searched 3 articles, from ${dayAgo(7)} to ${dayAgo(3)}`);
      const evidence = await person.click('Evidence', answer);
      expect(evidence.text).toContain('had led the town since 2014');
    });
  });
});
