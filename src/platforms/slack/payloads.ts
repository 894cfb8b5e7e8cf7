import { z } from 'zod';

/** What Slack sends us, as far as we read it: checked once, here at the door. */
const team = z.object({ id: z.string() }).nullish();
const user = z.object({ id: z.string(), team_id: z.string().nullish() });
const state = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }),
    ),
  ),
});
const view = z.object({
  id: z.string(),
  callback_id: z.string().nullish(),
  private_metadata: z.string().nullish(),
  app_installed_team_id: z.string().nullish(),
  state: state.nullish(),
});

export const slashSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});

/** A part of a message: blocks and attachments are looked through for addresses, whatever their shape. */
const loose = z.array(z.record(z.string(), z.unknown()));
const file = z.object({ id: z.string(), name: z.string().nullish(), mimetype: z.string().nullish() });

export const messageSchema = z.object({
  ts: z.string(),
  thread_ts: z.string().nullish(),
  text: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  app_id: z.string().nullish(),
  team: z.string().nullish(),
  blocks: loose.nullish(),
  attachments: loose.nullish(),
  files: z.array(file).nullish(),
});
export type SaidMessage = z.infer<typeof messageSchema>;

export const pressSchema = z.object({
  team,
  user,
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  container: z.object({
    type: z.string(),
    message_ts: z.string().nullish(),
    thread_ts: z.string().nullish(),
    is_ephemeral: z.boolean().nullish(),
  }),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ thread_ts: z.string().nullish(), team: z.string().nullish() }).nullish(),
  view: view.nullish(),
  actions: z.array(
    z.object({
      action_id: z.string(),
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ),
});

export const shortcutSchema = z.object({
  team,
  user,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: messageSchema.nullish(),
});

export const viewSchema = z.object({ team, user, view });

export const suggestionSchema = z.object({
  team,
  user,
  action_id: z.string(),
  block_id: z.string(),
  value: z.string().default(''),
  channel: z.object({ id: z.string() }).nullish(),
  view: view.nullish(),
});

export const eventSchema = z.object({
  team_id: z.string().nullish(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
  event: z.looseObject({ type: z.string() }),
});
export type HeardEvent = z.infer<typeof eventSchema>;

export const saidSchema = messageSchema.extend({
  type: z.string(),
  user: z.string(),
  channel: z.string(),
  channel_type: z.string().nullish(),
  subtype: z.string().nullish(),
  user_team: z.string().nullish(),
  source_team: z.string().nullish(),
});

export const homeSchema = z.object({ user: z.string(), channel: z.string(), tab: z.string() });

export const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });
