import { z } from 'zod';
import type { Side } from './side.ts';

interface Asked {
  method: string;
  path: string;
  body: unknown;
}

interface Answered {
  status: number;
  json: unknown;
}

const HOW = {
  'GET /control': 'this: ids, tokens and addresses of both doubles',
  'POST /control/discord/send':
    'a gateway dispatch {t, d}, or an interaction alone; answers {ok, ms, answered, …} once the bot has answered, 3 s at most',
  'POST /control/slack/send':
    'a slash command, block_actions, view_submission, shortcut or event_callback, or an envelope {type, payload}; answers {ok, ms, ack}',
  'GET /control/discord/journal': 'every request of the bot: [{at, method, path, body, status, answer, violations}]',
  'GET /control/slack/journal': 'the same',
};

/** For tests from outside: payloads in, the journal out. Ids that the lab does not know are taken up. */
export async function answerControl(
  { method, path, body }: Asked,
  { sides, article }: { sides: Record<string, Side>; article: string },
): Promise<Answered> {
  if (method === 'GET' && path === '/control') {
    const facts = Object.entries(sides).map(([name, side]) => [name, side.facts()]);
    return { status: 200, json: { how: HOW, article, ...Object.fromEntries(facts) } };
  }
  const [, name = '', what = ''] = /^\/control\/([a-z]+)\/([a-z]+)$/.exec(path) ?? [];
  const side = sides[name];
  if (side && method === 'GET' && what === 'journal') return { status: 200, json: side.journal.entries() };
  if (side && method === 'POST' && what === 'send') {
    return { status: 200, json: await side.send(z.record(z.string(), z.unknown()).parse(body)) };
  }
  return { status: 404, json: { ok: false, problem: 'There is nothing here.', how: HOW } };
}
