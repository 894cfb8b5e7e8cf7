import type { SlackDouble, SlackOptions } from './types.ts';

export type * from './types.ts';

/**
 * Slack on one port of 127.0.0.1: Web API, Socket Mode, response_url, files, OAuth and signed HTTP requests. Every request
 * of the bot is held to the written contract and stands in the journal.
 */
export async function startSlack(_options: SlackOptions = {}): Promise<SlackDouble> {
  throw new Error('not there yet');
}
