import { expect, test } from 'vitest';
import { startWeb } from '../doubles/web.ts';
import { serveFeed } from './feeds.ts';
import { slackStage } from './stages/slack.ts';

test('Slack’s home tab shows what the channels follow that a person is in, and no other', async () => {
  await using web = await startWeb();
  web.serve('/robots.txt', { status: 404 });
  serveFeed(web, '/feed', 'The Larkmoor Courier', [{ path: '/pier', title: 'The old pier closes' }]);
  const stage = await slackStage({ ALLOW_HOSTS: web.host });
  const { double, channelId } = stage;
  const moderator = stage.person('moderator');
  await moderator.slash(`/source add url:${web.origin}/feed`);
  await moderator.slash('/digest schedule when:"daily 08:00" zone:Europe/Berlin');
  const [member, outsider] = ['member', 'outsider'].map((name) => double.world.addUser({ name }).id);
  double.world.channels.get(channelId)?.members.add(member ?? '');
  const homeOf = async (user: string | undefined) => {
    const person = double.person(user ?? '', channelId);
    await person.openHome('home').ack;
    return JSON.stringify(await person.waitsForHome());
  };
  await homeOf(member);
  const shown = double.person(member ?? '', channelId);
  await shown.waitsForHome((view) => JSON.stringify(view).includes('Sources:'));
  expect(JSON.stringify(shown.home())).toContain('daily 08:00');
  expect(await homeOf(outsider)).not.toContain('Sources:');
  expect(stage.violations()).toEqual([]);
  await stage.close();
});
