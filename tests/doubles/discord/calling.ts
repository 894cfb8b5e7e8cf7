import { checkComplete, optionsAt, parseLine, sentValue, type Typed } from './command-line.ts';
import type { RegisteredCommand } from './command-store.ts';
import type { Core } from './core.ts';
import { handleOf } from './handle.ts';
import { interactionPayload, resolvedIds } from './interaction-payload.ts';
import { type InteractionRecord, KIND } from './interactions.ts';
import { attachmentPayload, gatewayMessage } from './messages.ts';
import type { CommandPart } from './rules/commands.ts';
import type { ChannelRecord, Json } from './state.ts';
import type { Choice, Interaction, UploadedFile, User } from './types.ts';

export interface Place {
  user: User;
  channel: ChannelRecord;
}

/** A slash command, typed. */
export function callSlash(core: Core, place: Place, line: string, files: UploadedFile[]): Interaction {
  const typed = parseLine(line, core.commands.offered(place.user, place.channel));
  checkComplete(typed, files);
  const uploads = uploaded(core, place, typed, files);
  const find = (name: string) => idNamed(core, place, name);
  const leaves = [
    ...typed.values
      .filter(({ option }) => option.type !== 11)
      .map(({ option, text }) => ({
        name: option.name,
        type: option.type,
        value: sentValue(option, text, find),
      })),
    ...uploads.map(({ option, id }) => ({ name: option.name, type: 11, value: id })),
  ];
  const ids = leaves.flatMap(({ type, value }) => ([6, 7, 8, 9].includes(type ?? 0) ? [String(value)] : []));
  const attachments = Object.fromEntries(
    uploads.map(({ id, file }) => [
      id,
      { ...attachmentPayload(core.state, place.channel.channel.id, id, file), ephemeral: true },
    ]),
  );
  const resolved = {
    ...resolvedIds(core.state, place.channel.channel.guildId, ids),
    ...(uploads.length > 0 ? { attachments } : {}),
  };
  return start(core, place, commandData(typed, leaves, resolved), { kind: KIND.command, commandName: nameOf(typed) });
}

export function callMenu(core: Core, place: Place, name: string, messageId: string): Interaction {
  const command = core.commands.offered(place.user, place.channel).find((one) => one.type === 3 && one.name === name);
  if (!command) throw new Error(`no message command "${name}" is registered here`);
  const target = core.state.messages.get(messageId);
  if (!target) throw new Error(`no message ${messageId}`);
  const { member, guild_id, channel_type, position, ...message } = gatewayMessage(core.state, target);
  const data = { ...identityOf(command), target_id: messageId, resolved: { messages: { [messageId]: message } } };
  return start(core, place, data, { kind: KIND.command, commandName: name, isMenu: true });
}

/** What is offered while the focused option is being typed. */
export async function complete(core: Core, place: Place, line: string, focused: string): Promise<Choice[]> {
  const typed = parseLine(line, core.commands.offered(place.user, place.channel));
  const option = optionsAt(typed.command, typed.path).find(({ name }) => name === focused);
  if (!option?.autocomplete) throw new Error(`${focused} is not an option of /${nameOf(typed)} with autocomplete`);
  const others = typed.values.filter((one) => one.option.name !== focused);
  const text = typed.values.find((one) => one.option.name === focused)?.text ?? '';
  const leaves = [
    // While typing nothing is checked yet: values go as text.
    ...others.map((one) => ({ name: one.option.name, type: one.option.type, value: one.text })),
    { name: focused, type: option.type, value: text, focused: true },
  ];
  const facts = { kind: KIND.autocomplete, commandName: nameOf(typed) };
  const { data } = await start(core, place, commandData(typed, leaves, {}), facts).answered;
  // An answer of type 8 has passed the schema of choices.
  return (data?.choices ?? []) as Choice[];
}

/** Opens the interaction and pushes it to the bot. */
export function start(
  core: Core,
  { user, channel }: Place,
  data: Json,
  facts: Pick<InteractionRecord, 'kind'> &
    Partial<Pick<InteractionRecord, 'commandName' | 'isMenu' | 'source' | 'opener'>>,
): Interaction {
  const record = core.interactions.open({
    commandName: null,
    isMenu: false,
    source: null,
    ...facts,
    user,
    channel,
  });
  const handle = handleOf(core.state, record);
  core.state.emit({ t: 'INTERACTION_CREATE', d: interactionPayload(core.state, record, data) });
  return handle;
}

function commandData({ command, path }: Typed, leaves: Json[], resolved: Json): Json {
  const options = path.reduceRight<Json[]>((inner, name, at) => {
    const part = optionsAt(command, path.slice(0, at)).find((one) => one.name === name);
    return [{ name, type: part?.type ?? 1, options: inner }];
  }, leaves);
  // The parser was given registered commands only.
  const identity = identityOf(command as RegisteredCommand);
  return {
    ...identity,
    ...(options.length > 0 ? { options } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

function identityOf({ id, name, type, guild_id }: RegisteredCommand): Json {
  return { id, name, type, ...(guild_id ? { guild_id } : {}) };
}

function nameOf({ command, path }: Typed): string {
  return [command.name, ...path].join(' ');
}

/** Files go to attachment options: the named ones first, then in order. */
function uploaded(
  { state }: Core,
  _place: Place,
  { command, path, values }: Typed,
  files: UploadedFile[],
): { option: CommandPart; id: string; file: UploadedFile }[] {
  const options = optionsAt(command, path).filter(({ type }) => type === 11);
  if (files.length > options.length) throw new Error(`${files.length} files, but ${options.length} options for files`);
  const left = [...files];
  return options.flatMap((option) => {
    const named = values.find((one) => one.option === option)?.text;
    const at = named === undefined ? 0 : left.findIndex(({ name }) => name === named);
    const [file] = at === -1 ? [] : left.splice(at, 1);
    if (!file && named !== undefined) throw new Error(`no file ${named} was given for ${option.name}`);
    if (!file) return [];
    const id = state.snowflake();
    state.files.set(id, file);
    return [{ option, id, file }];
  });
}

/** "@Ada", "#news", a role's name, or an id. */
function idNamed({ state }: Core, { channel }: Place, name: string): string {
  const bare = name.replaceAll(/^<?[@#][!&]?|>$/g, '');
  const { guildId } = channel.channel;
  const found =
    [...state.users.values()].find((user) => user.id === bare || user.name === bare)?.id ??
    [...state.channels.values()].find(
      (one) => one.channel.guildId === guildId && (one.channel.id === bare || one.channel.name === bare),
    )?.channel.id ??
    (guildId ? state.guilds.get(guildId)?.roles.find((role) => role.id === bare || role.name === bare)?.id : undefined);
  if (!found) throw new Error(`nobody and nothing here is called "${name}"`);
  return found;
}
