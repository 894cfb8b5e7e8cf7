import { randomBytes } from 'node:crypto';
import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { bounded } from '../../delivery/bounded.ts';
import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Logger } from '../../logger.ts';
import { codeOf } from './errors.ts';
import type { InstallPages } from './install.ts';
import { EVENTS_PATH } from './manifest.ts';
import { createPatience } from './patience.ts';
import type { SlackSettings } from './settings.ts';
import { clientOptions, quiet, type Web } from './web.ts';

/** How what people do reaches us. */
export interface Way {
  receiver: SocketModeReceiver | HTTPReceiver;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The library waits this long before it connects again; its default is 5 s, in which commands would fail. */
const RECONNECT_MS = 1500;
const GOODBYE_MS = 2000;

/** Over a socket that we open: no public address is needed, but for the pages where many workspaces install the app. */
export function bySocket(
  settings: SlackSettings,
  appToken: string,
  pages: InstallPages,
  web: Web,
  logger: Logger,
): Way {
  const patience = createPatience(web.fetch, logger);
  const receiver = new SocketModeReceiver({
    appToken,
    clientPingTimeout: RECONNECT_MS,
    logger: quiet(logger),
    installerOptions: { clientOptions: { ...clientOptions(settings.apiUrl, logger), fetch: patience.fetch } },
    ...(web.dispatcher ? { dispatcher: web.dispatcher } : {}),
  });
  // Nobody can sign with a secret that nobody knows: only the pages are served.
  const served = pages.clientId ? byHttp(settings, randomBytes(32).toString('hex'), pages, web, logger) : null;
  const { client } = receiver;
  const start = client.start.bind(client);
  return {
    receiver,
    async open() {
      await served?.open();
      await receiver.start().catch(async (error: unknown) => {
        await served?.close();
        throw wrongAppToken(error);
      });
      patience.begin();
      // Later starts are the library's own, and nobody looks at what comes of them.
      client.start = () => start().catch((error: unknown) => neverMind(error, logger));
    },
    async close() {
      patience.end();
      const gone = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
      await receiver.stop();
      // Until then Slack may still send us something that nobody would answer.
      await bounded(gone, GOODBYE_MS, 'closing the socket').catch((error: unknown) => neverMind(error, logger));
      await served?.close();
    },
  };
}

function neverMind(error: unknown, logger: Logger): { ok: boolean } {
  logger.debug({ event: 'slack socket', err: error });
  return { ok: false };
}

function wrongAppToken(error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  return new NeedsAdmin(
    `Slack does not open a socket for SLACK_APP_TOKEN (${code}). Make an app-level token (xapp-…) with the scope connections:write under Settings → Basic Information → App-Level Tokens at https://api.slack.com/apps, switch Socket Mode on, and set SLACK_APP_TOKEN.`,
    { cause: error },
  );
}

/** Over HTTP requests that Slack signs. */
export function byHttp(
  settings: SlackSettings,
  signingSecret: string,
  pages: InstallPages,
  web: Web,
  logger: Logger,
): Way {
  const { port, host, apiUrl } = settings;
  const receiver = new HTTPReceiver({
    ...pages,
    signingSecret,
    endpoints: [EVENTS_PATH],
    processBeforeResponse: false,
    logger: quiet(logger),
    installerOptions: {
      ...pages.installerOptions,
      clientOptions: { ...clientOptions(apiUrl, logger), fetch: web.fetch },
    },
  });
  return {
    receiver,
    async open() {
      await receiver.start({ port, ...(host ? { host } : {}) }).catch((error: unknown) => {
        throw portTaken(error, port);
      });
    },
    close: () => receiver.stop(),
  };
}

function portTaken(error: unknown, port: number): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new NeedsAdmin(`Port ${port} is taken. Set SLACK_PORT to another one.`, { cause: error }) : error;
}
