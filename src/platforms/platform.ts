import type { AnyCommand } from '../chat/command.ts';
import type { Dispatch } from '../chat/dispatch.ts';
import type { Menus } from '../chat/options.ts';
import type { ChatPlatform } from '../delivery/platform.ts';
import type { Logger } from '../logger.ts';
import type { ChannelOverview, Clock, Deliveries, Replies, Scope } from '../news/ports.ts';
import type { Overheard } from '../news/posted-link.ts';

/** What a platform's inbox works with; the same for all. */
export interface FrontDesk {
  commands: readonly AnyCommand[];
  menus: Menus;
  dispatch: Dispatch;
  replies: Replies;
  deliveries: Pick<Deliveries, 'commit'>;
  /** Told of each workspace we are in, with where a first message would be seen; it is sent once. */
  welcome(workspace: Pick<Scope, 'workspace'> & { postTo: string }): Promise<void>;
  /** What the workspace's channels follow; show nobody a channel that they are not in. */
  overview(workspace: string): Promise<ChannelOverview[]>;
  /** Told of a message with links that is not meant for us. Nothing is said about it here; false where the channel wants nothing of it. */
  overhear(heard: Overheard): Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

/** The way in: what people type, click and submit. */
export interface Front {
  close(): Promise<void>;
}

/** One thing the doctor looked at. */
export interface Check {
  what: string;
  isWell: boolean;
  /** What was seen, and where it is not well, how to mend it. */
  words: string;
}

/** A platform that the settings set up. */
export interface Connection {
  /** The way out, over plain requests, for any worker. */
  platform: ChatPlatform;
  /** What keeps us from hearing the messages of a channel that are not meant for us, and how to mend it; null where nothing does. */
  deafness: string | null;
  /** Opens the way in; throws NeedsAdmin where the settings or the platform do not let us. */
  open(desk: FrontDesk): Promise<Front>;
  /** Looks at tokens, scopes, intents, and permissions in the given channels; `pings` has the role that posts of a channel ping. */
  check(channels: readonly string[], pings?: ReadonlyMap<string, string>): Promise<Check[]>;
  close(): Promise<void>;
}
