import { setTimeout as delay } from 'node:timers/promises';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from '../../logger.ts';

export interface Patience {
  fetch: FetchFunction;
  /** From now on a failure is waited out instead of thrown. */
  begin(): void;
  end(): void;
}

const PAUSE_MS = 15_000;

/**
 * The socket's way to ask where to connect. The library brings the process down when that fails on a reconnect, so once the
 * socket has been open, it is asked again until there is an answer that helps.
 */
export function createPatience(fetch: typeof globalThis.fetch, logger: Logger): Patience {
  let isPatient = false;
  const ended = new AbortController();
  return {
    begin() {
      isPatient = true;
    },
    end: () => ended.abort(),
    async fetch(url, init) {
      for (;;) {
        const answer = await once(fetch, url, init).catch((error: unknown) => ({ error }));
        const trouble = 'error' in answer ? answer.error : answer.trouble;
        if (!isPatient || trouble === null) return take(answer);
        logger.error({ event: 'slack socket', words: `${WORDS} (${String(trouble)})` });
        await delay(PAUSE_MS, undefined, { signal: ended.signal, ref: false }).catch(() => {});
        // Nobody waits for it any more.
        if (ended.signal.aborted) return await new Promise(() => {});
      }
    },
  };
}

const WORDS =
  'Slack does not let us connect again; it is tried every 15 s. If it stays so, make a new app-level token (xapp-…, scope connections:write) under Settings → Basic Information at https://api.slack.com/apps and put it into SLACK_APP_TOKEN';

type Answer = { response: Response; trouble: string | null } | { error: unknown };

async function once(
  fetch: typeof globalThis.fetch,
  url: string | URL,
  init: Parameters<FetchFunction>[1],
): Promise<Exclude<Answer, { error: unknown }>> {
  const response = await fetch(url, init);
  const text = await response.text();
  const { status, headers } = response;
  const copy = new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
  return { response: copy, trouble: troubleIn(status, text) };
}

function troubleIn(status: number, text: string): string | null {
  if (status !== 200) return `status ${status}`;
  try {
    const { ok, error }: { ok?: unknown; error?: unknown } = JSON.parse(text);
    return ok === true ? null : String(error);
  } catch {
    return 'no JSON';
  }
}

function take(answer: Answer): Response {
  if ('error' in answer) throw answer.error;
  return answer.response;
}
