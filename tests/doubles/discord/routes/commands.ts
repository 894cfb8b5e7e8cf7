import { guildFor } from '../access.ts';
import { checkAgainst } from '../contract.ts';
import { refuse } from '../errors.ts';
import { type Call, listOf, NO_CONTENT, OK, object, type Reply, type Route } from '../route.ts';
import { type CommandPart, commandBreaches, setBreaches } from '../rules/commands.ts';

/** Registered commands, once below the application and once below each guild. */
export function commandRoutes(): Route[] {
  return ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'].flatMap((path) => [
    { method: 'GET', path, schema: null, run: list },
    { method: 'PUT', path, schema: listOf('ApplicationCommandUpdateRequest'), run: putAll },
    { method: 'POST', path, schema: object('ApplicationCommandCreateRequest'), run: create },
    { method: 'GET', path: `${path}/:command`, schema: null, run: read },
    {
      method: 'PATCH',
      path: `${path}/:command`,
      schema: (body: unknown) => checkAgainst('ApplicationCommandPatchRequestPartial', body ?? {}),
      run: change,
    },
    { method: 'DELETE', path: `${path}/:command`, schema: null, run: remove },
  ]);
}

function scopeOf({ core: { state }, params }: Call): string | null {
  if (params.app !== state.applicationId) throw refuse(10002);
  return params.guild ? guildFor(state, params.guild).guild.id : null;
}

function list(call: Call): Reply {
  const commands = call.core.commands.list(scopeOf(call));
  return OK(call.query.get('with_localizations') === 'true' ? commands : withoutLocalizations(commands));
}

/** Asked for in so many words only; one who compares without asking finds every translation missing. */
function withoutLocalizations(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutLocalizations);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutLocalizations(value)]));
}

function putAll(call: Call): Reply {
  const guildId = scopeOf(call);
  // It has passed the schema of a list of commands.
  const commands = call.rawBody as CommandPart[];
  call.hold([...setBreaches(commands), ...commands.flatMap((command, at) => commandBreaches(command, [at]))]);
  return OK(
    call.core.commands.putAll(
      guildId,
      commands.map((command) => ({ ...command })),
    ),
  );
}

function create(call: Call): Reply {
  const guildId = scopeOf(call);
  hold(call, call.body);
  // hold() has just looked at it as a command.
  const added = call.body as unknown as CommandPart;
  const others = call.core.commands.list(guildId).filter(({ name }) => name !== added.name);
  call.hold(setBreaches([...others, added]));
  const { command, isNew } = call.core.commands.put(guildId, call.body);
  return { status: isNew ? 201 : 200, body: command };
}

function read(call: Call): Reply {
  return OK(call.core.commands.find(scopeOf(call), call.params.command ?? ''));
}

function change(call: Call): Reply {
  const guildId = scopeOf(call);
  const before = call.core.commands.find(guildId, call.params.command ?? '');
  const after = { ...before, ...call.body };
  hold(call, after);
  call.core.commands.remove(guildId, before.id);
  return OK(call.core.commands.put(guildId, after).command);
}

function remove(call: Call): Reply {
  call.core.commands.remove(scopeOf(call), call.params.command ?? '');
  return NO_CONTENT;
}

function hold(call: Call, command: object): void {
  // It has passed the schema of a command, which demands a name.
  call.hold(commandBreaches(command as CommandPart, []));
}
