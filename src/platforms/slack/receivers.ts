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

/** Over a socket that we open: no public address is needed. */
export function bySocket(
  settings: SlackSettings,
  appToken: string,
  pages: InstallPages,
  web: Web,
  logger: Logger,
): Way {
  const patience = createPatience(web.fetch, logger);
  const options = { ...clientOptions(settings.apiUrl, logger), fetch: patience.fetch };
  const receiver = new SocketModeReceiver({
    ...pages,
    appToken,
    clientPingTimeout: RECONNECT_MS,
    logger: quiet(logger),
    installerOptions: { ...pages.installerOptions, port: settings.port, clientOptions: options },
    ...(web.dispatcher ? { dispatcher: web.dispatcher } : {}),
  });
  const { client } = receiver;
  const start = client.start.bind(client);
  return {
    receiver,
    async open() {
      await receiver.start().catch((error: unknown) => {
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
export function byHttp(settings: SlackSettings, signingSecret: string, pages: InstallPages, logger: Logger): Way {
  const receiver = new HTTPReceiver({
    ...pages,
    signingSecret,
    endpoints: [EVENTS_PATH],
    processBeforeResponse: false,
    logger: quiet(logger),
    installerOptions: { ...pages.installerOptions, clientOptions: clientOptions(settings.apiUrl, logger) },
  });
  return {
    receiver,
    async open() {
      await receiver.start({ port: settings.port, ...(settings.host ? { host: settings.host } : {}) });
    },
    async close() {
      await receiver.stop();
    },
  };
}
