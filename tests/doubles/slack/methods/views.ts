import type { Finding } from '../contract.ts';
import { keepView, openModal, pushModal, replaceModal, topModal, useTrigger } from '../modals.ts';
import { isJson, type Method, type MethodCall, Refusal, textOf } from '../platform.ts';
import { checkView } from '../rules.ts';
import type { Json, SlackView } from '../types.ts';

const free = { token: 'bot', scopes: [] } as const;

export const views: Record<string, Method> = {
  'views.open': { ...free, check: checkModal, run: open },
  'views.push': { ...free, check: checkModal, run: push },
  'views.update': { ...free, check: (args) => viewFindings(args), run: update },
  'views.publish': { ...free, check: checkHome, run: publish },
};

function open(call: MethodCall): Json {
  checkExternalId(call, null);
  const user = useTrigger(call.platform, call.args.trigger_id);
  const view = keepView(call.platform, call.team, viewOf(call));
  openModal(call.platform, user, view);
  return { view };
}

function push(call: MethodCall): Json {
  checkExternalId(call, null);
  const user = useTrigger(call.platform, call.args.trigger_id);
  const below = topModal(call.platform, user);
  const view = keepView(call.platform, call.team, viewOf(call), below ? { below } : {});
  pushModal(call.platform, user, view);
  return { view };
}

function update(call: MethodCall): Json {
  const { view_id, external_id, hash } = call.args;
  const shown = [...call.platform.realm.modals.values()].flat();
  const same = shown.find((one) => (view_id ? one.id === view_id : external_id && one.external_id === external_id));
  if (!same) throw new Refusal('not_found');
  if (hash !== undefined && hash !== same.hash) throw new Refusal('hash_conflict');
  checkExternalId(call, same);
  const view = keepView(call.platform, call.team, viewOf(call), { same });
  replaceModal(call.platform, view);
  return { view };
}

function publish(call: MethodCall): Json {
  const { realm } = call.platform;
  const user = textOf(call.args.user_id);
  if (realm.users.get(user)?.team !== call.team.id) throw new Refusal('user_not_found');
  const same = realm.homes.get(user);
  if (call.args.hash !== undefined && same && call.args.hash !== same.hash) throw new Refusal('hash_conflict');
  const view = keepView(call.platform, call.team, viewOf(call), same ? { same } : {});
  realm.homes.set(user, view);
  realm.changed();
  return { view };
}

function viewOf({ args }: MethodCall): Json {
  return isJson(args.view) ? args.view : {};
}

function checkExternalId(call: MethodCall, same: SlackView | null): void {
  const given = viewOf(call).external_id;
  const shown = [...call.platform.realm.modals.values(), [...call.platform.realm.homes.values()]].flat();
  if (given && shown.some((one) => one.external_id === given && one.id !== same?.id))
    throw new Refusal('duplicate_external_id', { broken: [`external_id "${given}" is taken`] });
}

function checkModal(args: Json): Finding[] {
  return viewFindings(args, 'modal');
}

function checkHome(args: Json): Finding[] {
  return viewFindings(args, 'home');
}

function viewFindings({ view }: Json, type?: string): Finding[] {
  if (!isJson(view)) return [];
  const isOther = type !== undefined && view.type !== type;
  const wrong = isOther ? [{ at: '/view/type', words: `must be ${type}`, code: 'invalid_arguments' }] : [];
  return [...wrong, ...checkView(view, '/view')];
}
