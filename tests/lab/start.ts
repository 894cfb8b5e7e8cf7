import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPTIONAL_SCOPES, scopesFor } from '../../src/platforms/slack/scopes.ts';
import { startDiscord } from '../doubles/discord/index.ts';
import { startSlack } from '../doubles/slack/index.ts';
import { serveArticle } from './article.ts';
import { startBot } from './bot.ts';
import { createDiscordSide } from './discord-side.ts';
import { serveLab } from './server.ts';
import { FIRST_ANSWER_MS } from './side.ts';
import { createSlackSide } from './slack-side.ts';

export interface Lab {
  address: string;
  /** The bundled article, which the bot may read. */
  article: string;
  /** Rules that the bot broke so far, in words. */
  violations(): string[];
  close(): Promise<void>;
}

/** Both doubles, the real bot on them, and the page; a failed start leaves nothing behind. */
export async function startLab({
  port,
  settings,
  bot: start = startBot,
  answerMs = FIRST_ANSWER_MS,
}: {
  port: number;
  settings: Record<string, string>;
  /** Another bot to play with. */
  bot?: typeof startBot;
  /** How long the platforms wait for a first answer. */
  answerMs?: number;
}): Promise<Lab> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    // The last begun is ended first.
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'copydesk-lab-'));
    stops.push(() => rm(dataDir, { recursive: true, force: true }));
    const article = await serveArticle();
    stops.push(article.close);
    const discord = await startDiscord({ answerMs });
    stops.push(() => discord.close());
    // As a workspace grants them that takes our manifest.
    const slack = await startSlack({
      answerMs,
      scopes: [...scopesFor({ readsChannels: false }), ...OPTIONAL_SCOPES].map(({ scope }) => scope),
    });
    stops.push(() => slack.close());
    const sides = { discord: createDiscordSide(discord, answerMs), slack: createSlackSide(slack, answerMs) };
    const bot = await start({ discord, slack, dataDir, allowHosts: [article.host], settings });
    stops.push(bot.close);
    const page = await serveLab(port, { sides, article: article.url });
    stops.push(page.close);
    return {
      ...{ address: page.address, article: article.url },
      violations: () => Object.values(sides).flatMap(({ journal }) => journal.violations()),
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
