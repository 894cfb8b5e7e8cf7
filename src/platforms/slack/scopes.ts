interface Reason {
  scope: string;
  why: string;
}

/** The bot scopes without which something of ours does not work, each with its reason. */
const SCOPES: readonly Reason[] = [
  { scope: 'commands', why: 'slash commands, and the entries in the menu of a message' },
  { scope: 'app_mentions:read', why: 'hears a message that mentions it' },
  { scope: 'chat:write', why: 'posts, edits and removes its own messages' },
  { scope: 'im:history', why: 'reads what is written to it directly, and finds its own posts there' },
  { scope: 'im:write', why: 'opens the direct conversation in which it answers one person alone' },
  { scope: 'files:read', why: 'reads the file of a message that it is asked to summarize' },
  { scope: 'users:read', why: 'tells guests and admins of the workspace from its members' },
  { scope: 'assistant:write', why: 'shows suggested prompts where a conversation with it is opened' },
];

/** Of these only where the admin wants it to hear what is not meant for it. */
const READING_SCOPES: readonly Reason[] = [
  { scope: 'channels:history', why: 'hears the links that people post in a public channel, where that is switched on' },
  { scope: 'groups:history', why: 'the same for private channels that the app is in' },
];

export function scopesFor({ readsChannels }: { readsChannels: boolean }): readonly Reason[] {
  return readsChannels ? [...SCOPES, ...READING_SCOPES] : SCOPES;
}

/** May be refused at installation; then only the doctor knows less. */
export const OPTIONAL_SCOPES: readonly Reason[] = [
  { scope: 'channels:read', why: 'the doctor sees whether a public channel is archived and whether the app is in it' },
  { scope: 'groups:read', why: 'the same for private channels that the app is in' },
];

export const APP_TOKEN_SCOPE: Reason = {
  scope: 'connections:write',
  why: 'the app-level token (xapp-…) opens the socket; needed in Socket Mode only',
};
