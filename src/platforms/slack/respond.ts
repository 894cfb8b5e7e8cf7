import { MessageGone } from '../../delivery/platform.ts';
import { RetryLater } from '../../errors.ts';
import type { Payload } from './format.ts';
import type { Web } from './web.ts';

export interface Response {
  url: string;
  /** Only the asker sees it. */
  isPrivate: boolean;
  thread: string | null;
}

const TIMEOUT_MS = 10_000;

/**
 * Answers through a response_url, which needs no right in the channel. It never replaces: a command's has nothing to
 * replace, a button's would take the place of the message that was pressed. Throws MessageGone once its time or its uses are over.
 */
export async function respond(
  { url, isPrivate, thread }: Response,
  payload: Payload,
  web: Pick<Web, 'fetch'>,
  instead: string | null,
): Promise<void> {
  const body = {
    response_type: isPrivate ? 'ephemeral' : 'in_channel',
    replace_original: false,
    ...payload,
    ...LITERAL,
    ...(thread === null ? {} : { thread_ts: thread }),
  };
  const answer = await web.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // Read to its end, so that the connection serves again.
  const words = (await answer.text()).slice(0, 200);
  if (answer.ok) return;
  if (answer.status === 429) {
    throw new RetryLater('Slack asks us to slow down', Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
  if (answer.status >= 500) throw new Error(`Slack answered with ${answer.status}`);
  throw new MessageGone(`the response_url takes nothing any more (${answer.status} ${words})`, instead);
}

/** No names and addresses are looked for in a text, and nothing is unfurled. */
export const LITERAL = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;
