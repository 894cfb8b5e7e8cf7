import { LogLevel, type Logger as SlackLogger, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Dispatcher } from 'undici';
import type { Logger } from '../../logger.ts';
import { throughProxy } from '../../reading/proxy.ts';
import type { SlackSettings } from './settings.ts';

/** How requests leave: directly, or through the proxy that was set. */
export interface Web {
  fetch: typeof globalThis.fetch;
  /** For the socket; null where it goes directly. */
  dispatcher: Dispatcher | null;
  client(token: string | null): WebClient;
  close(): Promise<void>;
}

const TIMEOUT_MS = 20_000;

export function createWeb({ apiUrl, proxy }: SlackSettings, logger: Logger): Web {
  const road = proxy === null ? null : throughProxy(proxy);
  const fetch = road?.fetch ?? globalThis.fetch;
  return {
    fetch,
    dispatcher: road?.dispatcher ?? null,
    client: (token) => new WebClient(token ?? undefined, { ...clientOptions(apiUrl, logger), fetch }),
    close: async () => await road?.dispatcher.close(),
  };
}

/** No retries: what is turned away goes back to the outbox, which knows when to try again. */
export function clientOptions(apiUrl: string, logger: Logger): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: TIMEOUT_MS,
    logger: quiet(logger),
  };
}

/** The libraries' own words: only trouble, as their finer levels write whole messages. */
export function quiet(logger: Logger): SlackLogger {
  const say = (...parts: unknown[]) =>
    logger.warn({ event: 'slack', words: parts.map(String).join(' ').slice(0, 500) });
  return {
    debug() {},
    info() {},
    warn: say,
    error: say,
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.WARN,
  };
}
