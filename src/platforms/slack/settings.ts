/** How Slack is reached and how it reaches us. */
export interface SlackSettings {
  /** xoxb-…, of the one workspace that installed the app; null where many do by OAuth. */
  botToken: string | null;
  /** xapp-…: Socket Mode, no public address needed. */
  appToken: string | null;
  /** Proves that an HTTP request is Slack's; used where there is no app token. */
  signingSecret: string | null;
  /** Hears what is written in the channels it is in, which wants scopes and events of its own. */
  readsChannels: boolean;
  /** Of the HTTP mode and of the OAuth pages. */
  port: number;
  /** Every interface if left out. */
  host?: string;
  /** OAuth: many workspaces may install the app, at <publicUrl>/slack/install. */
  clientId: string | null;
  clientSecret: string | null;
  publicUrl: string | null;
  /** "https://slack.com/api/", or a stand-in's. */
  apiUrl: string;
  /** An HTTP proxy for every request and the socket. */
  proxy: string | null;
}
