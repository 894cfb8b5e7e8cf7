import type { AnyCommand } from '../../chat/command.ts';
import { cleanLine, shorten } from '../text.ts';
import { APP_TOKEN_SCOPE, OPTIONAL_SCOPES, scopesFor } from './scopes.ts';

/** The event API's path of the HTTP mode. */
export const EVENTS_PATH = '/slack/events';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** The callback of a message shortcut is this and its command's name. */
export const READ = 'read:';
/** The callback of a global shortcut is this and its command's name. */
export const OPEN = 'open:';

export interface ManifestOptions {
  /** Where Slack reaches us over HTTP: "https://desk.example.org". Null = Socket Mode. */
  publicUrl: string | null;
  /** Whether many workspaces install it by OAuth; needs a public address. */
  isDistributed?: boolean;
  /** Whether it hears what is written in the channels it is in. */
  readsChannels?: boolean;
  name?: string;
}

const MAX_SHORTCUTS = 10;
const DESCRIPTION = 'Summarizes news articles, and posts nothing the article does not hold.';
const PROMPTS = [
  { title: 'Summarize an article', message: 'summarize' },
  { title: 'See what it can do', message: 'help' },
];

/** The app manifest that https://api.slack.com/apps takes (“Create New App” → “From a manifest”). */
export function slackManifest(commands: readonly AnyCommand[], options: ManifestOptions): object {
  const { publicUrl, isDistributed = false, readsChannels = false, name = 'Copydesk' } = options;
  const scopes = scopesFor({ readsChannels });
  const requestUrl = publicUrl === null ? {} : { request_url: new URL(EVENTS_PATH, publicUrl).href };
  return {
    display_information: { name: shorten(name, 35), description: DESCRIPTION, background_color: '#1f2a37' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      agent_view: { agent_description: DESCRIPTION, suggested_prompts: PROMPTS },
      bot_user: { display_name: botName(name), always_online: true },
      shortcuts: shortcutsOf(commands),
      slash_commands: slashCommandsOf(commands, publicUrl),
    },
    oauth_config: {
      ...(isDistributed && publicUrl !== null ? { redirect_urls: [new URL(REDIRECT_PATH, publicUrl).href] } : {}),
      scopes: { bot: scopes.map(({ scope }) => scope), bot_optional: OPTIONAL_SCOPES.map(({ scope }) => scope) },
    },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: eventsFor({ readsChannels }).map(({ event }) => event) },
      interactivity: {
        is_enabled: true,
        ...requestUrl,
        ...(publicUrl === null ? {} : { message_menu_options_url: new URL(EVENTS_PATH, publicUrl).href }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === null,
      token_rotation_enabled: false,
    },
  };
}

const EVENTS = [
  { event: 'app_home_opened', why: 'shows the home tab, and prompts where a conversation is opened' },
  { event: 'app_mention', why: 'somebody mentions it in a channel or a thread' },
  { event: 'message.im', why: 'somebody writes to it directly' },
  { event: 'app_uninstalled', why: 'forgets the token of a workspace that removed it' },
  { event: 'tokens_revoked', why: 'forgets a token that was taken back' },
];

const READING_EVENTS = [
  { event: 'message.channels', why: 'somebody posts a link in a public channel where that is switched on' },
  { event: 'message.groups', why: 'the same for private channels that the app is in' },
];

function eventsFor({ readsChannels }: { readsChannels: boolean }): typeof EVENTS {
  return readsChannels ? [...EVENTS, ...READING_EVENTS] : EVENTS;
}

/** Why the manifest asks for each scope and event, a line each: JSON holds no comments. */
export function slackManifestReasons(settings: { readsChannels: boolean }): string[] {
  return [
    ...scopesFor(settings).map(({ scope, why }) => `${scope}: ${why}`),
    ...OPTIONAL_SCOPES.map(({ scope, why }) => `${scope} (optional): ${why}`),
    `${APP_TOKEN_SCOPE.scope} (app-level): ${APP_TOKEN_SCOPE.why}`,
    ...eventsFor(settings).map(({ event, why }) => `event ${event}: ${why}`),
  ];
}

/** Slack's commands have no sub-commands: "/source add …" is "/source" with the text "add …". */
function slashCommandsOf(commands: readonly AnyCommand[], publicUrl: string | null): object[] {
  const visible = commands.filter(({ isHidden }) => !isHidden);
  const firstWords = [...new Set(visible.map(({ name }) => name.split(' ', 1)[0] ?? name))];
  const url = publicUrl === null ? {} : { url: new URL(EVENTS_PATH, publicUrl).href };
  const own = firstWords.map((word) => {
    const those = visible.filter(({ name }) => name === word || name.startsWith(`${word} `));
    const description = cleanLine(those.map((one) => one.description).join(' · '));
    return {
      command: `/${word}`,
      description: shorten(description, 200),
      usage_hint: usageOf(those, word),
      should_escape: true,
      ...url,
    };
  });
  const all = {
    command: '/copydesk',
    description: 'Every command of Copydesk, also where another app has taken its name',
    usage_hint: shorten(`${visible.map(({ name }) => name).join(' | ')} …`, 200),
    should_escape: true,
    ...url,
  };
  return [...own, all];
}

function usageOf(commands: readonly AnyCommand[], word: string): string {
  const uses = commands.map(({ name, options }) => {
    // A slash command carries no file.
    const typed = Object.keys(options).filter((option) => options[option]?.kind !== 'file');
    const names = typed.map((option, index) => (index === 0 ? `[${option}]` : `[${option}:…]`));
    return [name.slice(word.length).trim(), ...names].filter((part) => part !== '').join(' ');
  });
  return shorten(uses.filter((use) => use !== '').join(' | '), 200) || 'without options';
}

/** A command that a message's menu has, and from anywhere those that ask for what they need in a form. */
function shortcutsOf(commands: readonly AnyCommand[]): object[] {
  const onMessage = commands.flatMap(({ name, description, onMessage }) =>
    onMessage ? [{ type: 'message', name: shorten(onMessage.label, 24), callback_id: READ + name, description }] : [],
  );
  const anywhere = commands.flatMap(({ name, description, form, isHidden }) =>
    form && !isHidden
      ? [{ type: 'global', name: shorten(title(name), 24), callback_id: OPEN + name, description }]
      : [],
  );
  return [...onMessage, ...anywhere]
    .slice(0, MAX_SHORTCUTS)
    .map((one) => ({ ...one, description: shorten(one.description, 150) }));
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function botName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_.-]+/g, '-') || 'copydesk';
}
