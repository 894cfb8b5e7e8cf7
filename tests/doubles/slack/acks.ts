import { checkType, type Finding } from './contract.ts';
import { checkResponse, respond } from './hooks.ts';
import { checkGivenView, closeModal, keepView, openModal, pushModal, replaceModal, topModal } from './modals.ts';
import { isJson, jsonsOf, type Platform, textOf } from './platform.ts';
import { checkLimits } from './rules.ts';
import type { DeliveryKind, Json, SlackTeam } from './types.ts';

/** How long the platform waits for an acknowledgement. */
export const ACK_MS = 3000;

/** Does what an acknowledgement says, and tells what is wrong with it. */
export function takeAck(platform: Platform, kind: DeliveryKind, payload: Json, ack: unknown): string[] {
  const said = typeof ack === 'string' && ack !== '' ? { text: ack } : ack;
  const answer = isJson(said) && Object.keys(said).length > 0 ? said : null;
  const words = ({ words: what, at }: Finding) => `${what} [json-pointer:${at}]`;
  return findingsOf(platform, kind, payload, answer).map(words);
}

function findingsOf(platform: Platform, kind: DeliveryKind, payload: Json, answer: Json | null): Finding[] {
  if (kind === 'slash_commands') return answer ? takeMessage(platform, payload, answer) : [];
  if (payload.type === 'view_submission') return takeSubmission(platform, payload, answer);
  if (payload.type === 'block_suggestion') return checkOptions(answer);
  if (payload.type === 'url_verification') return [];
  return answer ? [{ at: '', words: `an ack of ${payload.type ?? kind} carries nothing`, code: null }] : [];
}

function takeMessage(platform: Platform, payload: Json, answer: Json): Finding[] {
  const hook = platform.hooks.get(new URL(textOf(payload.response_url)).pathname);
  const findings = checkResponse(answer, { kind: 'command' });
  if (hook && findings.every(({ code }) => code === null)) respond(platform, hook, answer);
  return findings;
}

/** Without an answer the modal closes; else it shows errors, another view, or all of it goes. */
function takeSubmission(platform: Platform, payload: Json, answer: Json | null): Finding[] {
  const user = idIn(payload.user);
  const top = topModal(platform, user);
  const team = platform.realm.teams.get(idIn(payload.team));
  if (!team) return [{ at: '', words: 'a submission of no known workspace', code: null }];
  if (!answer) {
    closeModal(platform, user);
    return [];
  }
  if (answer.response_action === 'clear') {
    closeModal(platform, user, true);
    return [];
  }
  if (answer.response_action === 'errors') return showErrors(platform, payload, answer);
  if (answer.response_action === 'update' || answer.response_action === 'push')
    return takeView(platform, team, user, answer, answer.response_action === 'update' ? top : null);
  return [{ at: '/response_action', words: 'must be errors, update, push or clear', code: null }];
}

function takeView(
  platform: Platform,
  team: SlackTeam,
  user: string,
  answer: Json,
  same: ReturnType<typeof topModal>,
): Finding[] {
  const findings = checkGivenView(answer.view, '/view');
  if (findings.length > 0 || !isJson(answer.view)) return findings;
  const below = topModal(platform, user);
  const view = keepView(platform, team, answer.view, {
    ...(same ? { same } : {}),
    ...(!same && below ? { below } : {}),
  });
  if (same) replaceModal(platform, view);
  else if (below) pushModal(platform, user, view);
  else openModal(platform, user, view);
  return [];
}

function showErrors(platform: Platform, payload: Json, answer: Json): Finding[] {
  const errors = isJson(answer.errors) ? answer.errors : {};
  const blocks = isJson(payload.view) ? jsonsOf(payload.view.blocks) : [];
  const inputs = new Set(blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const top = topModal(platform, idIn(payload.user));
  if (top) top.errors = errors;
  platform.realm.changed();
  if (Object.keys(errors).length === 0) return [{ at: '/errors', words: 'names no input', code: null }];
  return Object.keys(errors)
    .filter((block) => !inputs.has(block))
    .map((block) => ({ at: `/errors/${block}`, words: 'is no input block of the view', code: null }));
}

function checkOptions(answer: Json | null): Finding[] {
  const options = jsonsOf(answer?.options);
  const groups = jsonsOf(answer?.option_groups);
  const all = [...options, ...groups.flatMap((group) => jsonsOf(group.options))];
  if (!answer || (!Array.isArray(answer.options) && !Array.isArray(answer.option_groups)))
    return [{ at: '', words: 'the answer to block_suggestion needs options or option_groups', code: null }];
  const tooMany = options.length > 100 ? [{ at: '/options', words: 'no more than 100 options', code: null }] : [];
  return [
    ...tooMany,
    ...all.flatMap((option, i) => checkType('PlainTextOption', option, `/options/${i}`)),
    ...all.flatMap((option, i) => checkLimits(option, `/options/${i}`)),
  ];
}

function idIn(thing: unknown): string {
  return isJson(thing) ? textOf(thing.id) : '';
}
