import { randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { AnyCommand, Call, LATER, PortsOf } from './command.ts';
import { failure, type Message, ourFailure } from './message.ts';
import { type Menus, readOptions } from './options.ts';

/** Runs one call and always has an answer: the only catch between a person and a command. */
export type Dispatch = (call: Call) => Promise<Message | typeof LATER>;

export function createDispatch<Commands extends readonly AnyCommand[]>(desk: {
  commands: Commands;
  menus: Menus;
  ports: PortsOf<Commands>;
  /** Who moderates beside those who manage the workspace: "@" or "&" and the platform's id of a person or a role. */
  moderatorsOf(workspace: string): Promise<readonly string[]>;
  logger: Logger;
}): Dispatch {
  return async (call) => {
    const started = performance.now();
    const log = (outcome: string, facts: object = {}) =>
      desk.logger.info({
        event: 'command',
        command: call.command,
        outcome,
        ms: Math.round(performance.now() - started),
        ...facts,
      });
    try {
      const answer = await runCommand(call, desk);
      log('ok');
      return answer;
    } catch (error) {
      if (error instanceof UserError) {
        log(error.code);
        return failure(error.message, null);
      }
      const reference = randomBytes(4).toString('hex');
      desk.logger.error({ event: 'command', command: call.command, outcome: 'failed', reference, err: error });
      return ourFailure(reference);
    }
  };
}

interface Room {
  commands: readonly AnyCommand[];
  menus: Menus;
  ports: unknown;
  moderatorsOf(workspace: string): Promise<readonly string[]>;
}

async function runCommand(call: Call, room: Room): Promise<Message | typeof LATER> {
  const command = room.commands.find(({ name }) => name === call.command);
  if (!command) throw new UserError('unknownCommand', { name: call.command });
  const { scope, reply, caller, thread } = call;
  if (command.access !== 'everyone' && caller.isGuest) throw new UserError('notAllowed', { who: 'members' });
  const isModerator = () => mayModerate(call, room);
  if (command.access === 'moderators' && !(await isModerator()))
    throw new UserError('notAllowed', { who: 'moderators' });
  const options = readOptions(command.options, call.options, room.menus);
  // createDispatch was given the ports of all its commands, and the options are the command's own.
  return await command.run({ options, scope, reply, caller, thread, isModerator } as never, room.ports as never);
}

async function mayModerate({ caller, scope }: Call, { moderatorsOf }: Room): Promise<boolean> {
  if (caller.isGuest) return false;
  const named = await moderatorsOf(scope.workspace);
  const isNamed = [caller.ref, ...caller.roles].some((ref) => named.some((one) => ref.endsWith(one)));
  return isNamed || (await caller.managesWorkspace());
}
