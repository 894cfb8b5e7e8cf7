import { randomBytes } from 'node:crypto';
import { withDefaults } from './content.ts';
import { checkType, type Finding } from './contract.ts';
import { isJson, type Platform, Refusal, textOf } from './platform.ts';
import { checkView } from './rules.ts';
import type { Json, SlackTeam, SlackView } from './types.ts';

const TRIGGER_MS = 3000;

/** What a person's doing gives the bot to open a view with, for 3 seconds and once. */
export function giveTrigger(platform: Platform, user: string): string {
  const digits = () => String(randomBytes(5).readUIntBE(0, 5));
  const id = `${digits()}.${digits()}.${randomBytes(16).toString('hex')}`;
  platform.triggers.set(id, { user, at: platform.clock(), isUsed: false });
  return id;
}

export function useTrigger({ triggers, clock }: Platform, id: unknown): string {
  const trigger = triggers.get(textOf(id));
  if (!trigger) throw new Refusal('invalid_trigger_id', { broken: ['no such trigger_id was given'] });
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id', { broken: ['a trigger_id opens one view'] });
  const ms = clock() - trigger.at;
  if (ms > TRIGGER_MS)
    throw new Refusal('expired_trigger_id', { broken: [`a trigger_id lives 3 s, this one is ${ms} ms old`] });
  trigger.isUsed = true;
  return trigger.user;
}

/** What is wrong with a view that came outside the Web API's own arguments: in an ack. */
export function checkGivenView(view: unknown, at: string): Finding[] {
  return [...checkType('View', view, at), ...(isJson(view) ? checkView(view, at) : [])];
}

/** A view as the platform keeps it and sends it back. */
export function keepView(
  platform: Platform,
  team: SlackTeam,
  given: Json,
  before: { same?: SlackView; below?: SlackView } = {},
): SlackView {
  const id = before.same?.id ?? platform.realm.id('V');
  const optional = { private_metadata: '', callback_id: '', external_id: '', submit: null, close: null };
  const { blocks: _, ...rest } = given;
  return {
    ...optional,
    title: null,
    clear_on_close: false,
    notify_on_close: false,
    ...rest,
    id,
    team_id: team.id,
    type: given.type === 'home' ? 'home' : 'modal',
    blocks: withDefaults(given.blocks),
    state: { values: before.same && isJson(before.same.state) ? before.same.state.values : {} },
    hash: `${Math.floor(platform.clock() / 1000)}.${randomBytes(6).toString('base64url')}`,
    previous_view_id: before.same ? before.same.previous_view_id : (before.below?.id ?? null),
    root_view_id: before.same?.root_view_id ?? before.below?.root_view_id ?? id,
    app_id: platform.settings.appId,
    app_installed_team_id: team.id,
    bot_id: team.botId,
  };
}

export function openModal({ realm }: Platform, user: string, view: SlackView): void {
  realm.modals.set(user, [view]);
  realm.changed();
}

export function pushModal({ realm }: Platform, user: string, view: SlackView): void {
  const stack = realm.modals.get(user) ?? [];
  if (stack.length >= 3)
    throw new Refusal('push_limit_reached', { broken: ['no more than three views stand on each other'] });
  realm.modals.set(user, [...stack, view]);
  realm.changed();
}

export function topModal({ realm }: Platform, user: string): SlackView | null {
  return realm.modals.get(user)?.at(-1) ?? null;
}

export function replaceModal({ realm }: Platform, view: SlackView): void {
  for (const [user, stack] of realm.modals)
    realm.modals.set(
      user,
      stack.map((one) => (one.id === view.id ? view : one)),
    );
  realm.changed();
}

export function closeModal({ realm }: Platform, user: string, all = false): void {
  const stack = realm.modals.get(user) ?? [];
  const rest = all ? [] : stack.slice(0, -1);
  if (rest.length > 0) realm.modals.set(user, rest);
  else realm.modals.delete(user);
  realm.changed();
}
