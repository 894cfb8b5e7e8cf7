import { expect, test } from 'vitest';
import { startWeb } from '../doubles/web.ts';
import { slackStage } from './stages/slack.ts';
import { PAGE } from './story.ts';

test('a guest of one Slack channel learns nothing of what was read in others', async () => {
  await using web = await startWeb({ '/story': { body: PAGE } });
  const stage = await slackStage({ ALLOW_HOSTS: web.host });
  const { world } = stage.double;
  const summary = await stage.person().slash(`/summarize ${web.origin}/story`);
  expect(summary.text).toContain('Harbour ferry line halted');
  const shared = world.addChannel({ name: 'shared', isExternallyShared: true });
  const guest = stage.double.person(world.addUser({ isRestricted: true }).id, shared.id);
  guest.slash('/ask Why was the harbour ferry line halted?');
  const answer = JSON.stringify(await guest.waitsFor((one) => /members only|Harbour ferry/.test(JSON.stringify(one))));
  expect(answer).toContain('for members only');
  expect(stage.violations()).toEqual([]);
  await stage.close();
});
