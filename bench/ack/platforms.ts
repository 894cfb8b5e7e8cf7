import { once } from 'node:events';
import { startDiscord } from '../../tests/doubles/discord/index.ts';
import { startSlack } from '../../tests/doubles/slack/index.ts';
import { startWeb } from '../../tests/doubles/web.ts';
import { PAGE } from '../../tests/journeys/story.ts';

/** The other side of bench `ack`, in a process of its own: both doubles, an article, and somebody who types very fast. */

export interface Places {
  discord: { token: string; api: string };
  slack: { botToken: string; appToken: string; api: string };
  articleHost: string;
}

export interface Measured {
  platform: string;
  sent: number;
  /** From sending to the first answer, as the double saw it. Unsorted. */
  ms: number[];
  /** Commands that had no first answer within the platform's 3 s. */
  late: number;
  /** Commands whose whole reply was there when the load ended, and how long the rest took. */
  doneAtEnd: number;
  drainMs: number;
  violations: string[];
}

export interface Order {
  /** "discord" or "slack". */
  platform: string;
  perSecond: number;
  seconds: number;
}

const LATE_MS = 3000;
const DRAIN_MS = 240_000;

const web = await startWeb({ '/story': { body: PAGE } });
const discord = await startDiscord();
const slack = await startSlack();
const guild = discord.world.addGuild({ name: 'Bench' });
const room = discord.world.addChannel(guild, { name: 'bench' });
const member = discord.world.addUser({ name: 'fast' });
discord.world.addMember(guild, member);
const channel = slack.world.addChannel({ name: 'bench' });
const user = slack.world.addUser({ name: 'fast' });

const places: Places = {
  discord: { token: discord.token, api: discord.api },
  slack: { botToken: slack.botToken, appToken: slack.appToken, api: slack.api },
  articleHost: web.host,
};
process.send?.(places);
for (;;) {
  const [order]: Order[] = await once(process, 'message');
  if (!order) break;
  process.send?.(await measure(order));
}

async function measure({ platform, perSecond, seconds }: Order): Promise<Measured> {
  const line = `/summarize url:${web.origin}/story`;
  const firstAnswer = platform === 'discord' ? onDiscord(line) : onSlack(line);
  const ms: number[] = [];
  let late = 0;
  const under: Promise<void>[] = [];
  const begun = performance.now();
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const due = begun + (at * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const sentAt = performance.now();
    under.push(
      firstAnswer().then(
        () => void ms.push(performance.now() - sentAt),
        () => {
          late += 1;
        },
      ),
    );
  }
  await Promise.all(under);
  late += ms.filter((one) => one > LATE_MS).length;
  const done = platform === 'discord' ? doneOnDiscord : doneOnSlack;
  const doneAtEnd = done();
  const drainedFrom = performance.now();
  while (done() < ms.length && performance.now() - drainedFrom < DRAIN_MS)
    await new Promise((resolve) => setTimeout(resolve, 200));
  const violations = [...new Set((platform === 'discord' ? discord : slack).journal.violations())].slice(0, 5);
  return {
    platform,
    sent: perSecond * seconds,
    ms,
    late,
    doneAtEnd,
    drainMs: performance.now() - drainedFrom,
    violations,
  };
}

function onDiscord(line: string): () => Promise<unknown> {
  const person = discord.person(member, room);
  return () => person.slash(line).answered;
}

function onSlack(line: string): () => Promise<unknown> {
  const person = slack.person(user.id, channel.id);
  return () => person.slash(line).ack;
}

function doneOnDiscord(): number {
  return discord.world.messages(room.id).filter((message) => JSON.stringify(message.components).includes('Evidence'))
    .length;
}

function doneOnSlack(): number {
  return slack.messages(channel.id).filter(({ blocks }) => JSON.stringify(blocks ?? []).includes('Evidence')).length;
}
