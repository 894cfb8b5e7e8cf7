import { createFaults, createJournal } from '../journal.ts';
import { ACK_MS } from './acks.ts';
import { eventPayload } from './event-payloads.ts';
import { echoesOf } from './events.ts';
import type { Platform } from './platform.ts';
import type { Json, SlackOptions } from './types.ts';
import { createRealm } from './world.ts';

const EVENTS =
  'app_mention message.im app_home_opened app_context_changed member_joined_channel app_uninstalled tokens_revoked';

export function createPlatform(
  options: SlackOptions,
  home: Parameters<typeof createRealm>[1],
  origin: () => string,
): Platform {
  const clock = options.clock ?? (() => Date.now());
  return {
    realm: createRealm(clock, home),
    journal: createJournal(),
    faults: createFaults(),
    clock,
    origin,
    settings: {
      appToken: options.appToken ?? 'xapp-example-app-token',
      signingSecret: options.signingSecret ?? 'example-signing-secret',
      clientId: options.clientId ?? '1111.2222',
      clientSecret: options.clientSecret ?? 'example-client-secret',
      verificationToken: 'example-verification',
      appId: 'A0COPYDESK',
      limits: options.limits ?? false,
      answerMs: options.answerMs ?? ACK_MS,
      events: options.events ?? EVENTS.split(' '),
    },
    triggers: new Map(),
    hooks: new Map(),
    uploads: new Map(),
    codes: new Map(),
    tickets: new Set(),
    spent: new Map(),
    streams: new Map(),
  };
}

/** What the bot hears without a person's doing: an archived channel, a removed app, its own posts. */
export function hearOfWorld(platform: Platform, send: (payload: Json) => Promise<unknown>): void {
  const { realm } = platform;
  const tell = (event: Json, teamId: string) => {
    const team = realm.teams.get(teamId);
    const channel = realm.channels.get(String(event.channel)) ?? null;
    // Nobody waits for it, and a bot that is not there hears nothing.
    if (team) send(eventPayload(platform, team, event, channel)).catch(() => {});
  };
  realm.happened = (event, team) => {
    if (platform.settings.events.includes(String(event.type))) tell(event, team);
  };
  realm.spoke = (message, before) => {
    for (const event of echoesOf(platform, message, before)) tell(event, message.team);
  };
}
