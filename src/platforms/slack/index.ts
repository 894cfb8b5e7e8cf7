import { App, type Receiver } from '@slack/bolt';
import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Logger } from '../../logger.ts';
import type { Clock, Replies } from '../../news/ports.ts';
import type { Installations } from '../../store/installations.ts';
import type { Connection, Front, FrontDesk } from '../platform.ts';
import { checkSlack } from './check.ts';
import { openInbox } from './inbox.ts';
import { installPages } from './install.ts';
import { createPeople } from './people.ts';
import { createPlatform } from './platform.ts';
import { byHttp, bySocket, type Way } from './receivers.ts';
import { personRef, workspaceRef } from './refs.ts';
import type { SlackSettings } from './settings.ts';
import { createStreams } from './stream.ts';
import { createTeams } from './teams.ts';
import type { WayOut } from './way-out.ts';
import { createWeb, quiet } from './web.ts';

export type { Installations } from '../../store/installations.ts';
export type { SlackSettings } from './settings.ts';

export interface SlackPorts {
  replies: Replies;
  /** Where many workspaces install the app; null where one token is set. */
  installations: Installations | null;
  clock: Clock;
  logger: Logger;
}

const DEAF =
  'Slack shows me only messages that mention me. Your admin has to set SLACK_READS_CHANNELS to yes, give the app what “copydesk slack-manifest” writes then (the scopes channels:history and groups:history, the events message.channels and message.groups), install it again and start me again.';

/** Slack, one workspace or many. */
export function connectSlack(settings: SlackSettings, ports: SlackPorts): Connection {
  const { replies, installations, clock, logger } = ports;
  const web = createWeb(settings, logger);
  const teams = createTeams(settings, { web, installations, clock });
  const way: WayOut = { settings, teams, web, replies, streams: createStreams(), clock, logger };
  const platform = createPlatform(way);
  return {
    platform,
    deafness: settings.readsChannels ? null : DEAF,
    open: (desk) => openFront(desk, { way, platform, installations }),
    check: (channels) => checkSlack(channels, way),
    close: () => web.close(),
  };
}

interface Parts {
  way: WayOut;
  platform: Connection['platform'];
  installations: Installations | null;
}

async function openFront(desk: FrontDesk, { way, platform, installations }: Parts): Promise<Front> {
  // The library starts without a word where the token is wrong, so we ask first.
  await way.teams.only();
  const greet = ({ team, installer }: { team: string; installer: string }) =>
    desk.welcome({ workspace: workspaceRef(team), postTo: personRef(team, installer) });
  const road = roadOf(way, installPages(way.settings, installations, greet));
  const app = new App({
    // Without its install pages, which the library would take for the only way to find a token.
    receiver: withoutPages(road.receiver),
    // Whose token serves is decided where the call is read, by all that the payload says.
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    logger: quiet(way.logger),
  });
  app.error(async (error) => desk.logger.error({ event: 'inbox', platform: 'slack', err: error }));
  const room = { desk, way, people: createPeople(way), platform, seen: new Set<string>() };
  const inbox = openInbox(app, room);
  await road.open();
  await greetAll(way, greet);
  return {
    async close() {
      await road.close();
      await inbox.settle();
    },
  };
}

/** Once each, which the desk sees to. What goes wrong here must not keep anybody from being answered. */
async function greetAll(
  { teams, logger }: WayOut,
  greet: (facts: { team: string; installer: string }) => Promise<void>,
): Promise<void> {
  try {
    for (const { team, installer } of await teams.all()) {
      if (installer !== null) await greet({ team: team.id, installer });
    }
  } catch (error) {
    logger.error({ event: 'inbox', platform: 'slack', what: 'welcome', err: error });
  }
}

function withoutPages(receiver: Way['receiver']): Receiver {
  return {
    init: (app) => receiver.init(app),
    start: async () => {},
    stop: async () => {},
  };
}

function roadOf({ settings, web, logger }: WayOut, pages: ReturnType<typeof installPages>): Way {
  const { appToken, signingSecret, botToken, clientId, clientSecret } = settings;
  if (botToken === null && (clientId === null || clientSecret === null)) {
    throw new NeedsAdmin(
      'Slack needs SLACK_BOT_TOKEN, the “Bot User OAuth Token” (xoxb-…) under Settings → Install App at https://api.slack.com/apps; or, for many workspaces, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.',
    );
  }
  if (appToken !== null) return bySocket(settings, appToken, pages, web, logger);
  if (signingSecret !== null) return byHttp(settings, signingSecret, pages, web, logger);
  throw new NeedsAdmin(
    'Slack needs SLACK_APP_TOKEN (an app-level token, xapp-…, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP): both stand under Settings → Basic Information at https://api.slack.com/apps.',
  );
}
