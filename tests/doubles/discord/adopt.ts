import { adoptChannel, adoptGuild, adoptUser, partOf, textOf } from './adopt-places.ts';
import type { Core } from './core.ts';
import { handleOf } from './handle.ts';
import { type InteractionRecord, KIND } from './interactions.ts';
import { EPHEMERAL } from './rules/message.ts';
import type { ChannelRecord, GatewayEvent, Json, State } from './state.ts';
import type { DiscordMessage, Interaction, User, World } from './types.ts';

/**
 * Sends what somebody else made, as recorded payloads are: whom and what it names is taken up into the world first, the
 * app it was recorded for is ours, and an interaction can be answered. Null for anything but an interaction.
 */
export function sendGiven(core: Core, world: World, given: GatewayEvent): Interaction | null {
  const event = asOurs(core.state, given);
  const { t, d } = event;
  const user = adoptUser(core.state, partOf(partOf(d.member).user ?? d.user ?? d.author));
  adoptGuild(core.state, world, event, user);
  const channel = adoptChannel(core.state, event, user);
  if (t === 'MESSAGE_CREATE') adoptMessage(core.state, d);
  if (t !== 'INTERACTION_CREATE' || !user || !channel) {
    core.state.emit(event);
    return null;
  }
  adoptMessage(core.state, partOf(d.message), user);
  const record = interactionOf(core, d, { user, channel });
  const handle = handleOf(core.state, record);
  core.state.emit({ t, d: { ...ALWAYS_SENT, ...d, token: record.token } });
  return handle;
}

/** The platform leaves these out of no interaction; a recording may. */
const ALWAYS_SENT: Json = {
  ...{ version: 1, locale: 'en-US', authorizing_integration_owners: {}, entitlements: [], entitlement_sku_ids: [] },
  ...{ app_permissions: '0', attachment_size_limit: 10_485_760 },
};

/** The app and bot it was recorded for become ours, wherever their id stands. */
function asOurs(state: State, { t, d }: GatewayEvent): GatewayEvent {
  const mentioned = Array.isArray(d.mentions)
    ? d.mentions.map(partOf).find(({ bot, id }) => bot && !known(state, id))
    : {};
  const theirs = textOf(d.application_id) || textOf(mentioned?.id);
  if (theirs === '' || theirs === state.applicationId) return { t, d };
  return { t, d: JSON.parse(JSON.stringify(d).replaceAll(theirs, state.applicationId)) };
}

function known(state: State, id: unknown): boolean {
  return state.users.has(textOf(id));
}

/** The message that a component stands on, or that was said; an ephemeral one belongs to who clicked. */
function adoptMessage(state: State, given: Json, user: User | null = null): void {
  const id = textOf(given.id);
  if (id === '' || state.messages.has(id)) return;
  const blank = { content: '', embeds: [], components: [], attachments: [], mentions: [], flags: 0, type: 0 };
  // What a recorded message leaves out is filled in; it is shown and answered, never sent anew.
  const message = { ...blank, timestamp: state.iso(), edited_timestamp: null, ...given } as unknown as DiscordMessage;
  const isPrivate = (message.flags & EPHEMERAL) !== 0;
  state.messages.set(id, { message, onlyFor: isPrivate && user ? user.id : null, byInteraction: false });
}

/** The same interaction sent again is the same one. */
function interactionOf(core: Core, d: Json, facts: { user: User; channel: ChannelRecord }): InteractionRecord {
  const there = core.interactions.byId(textOf(d.id));
  if (there) return there;
  const data = partOf(d.data);
  const kind = Object.values(KIND).find((one) => one === d.type) ?? KIND.command;
  return core.interactions.open({
    ...facts,
    id: textOf(d.id),
    token: textOf(d.token),
    kind,
    isMenu: data.type === 2 || data.type === 3,
    commandName: textOf(data.name) || null,
    source: core.state.messages.get(textOf(partOf(d.message).id)) ?? null,
  });
}
