import type { Scope } from '../news/ports.ts';
import type { AnyCommand } from './command.ts';
import type { Menus, Suggestion } from './options.ts';

/** People wait for it at every key. */
const WITHIN_MS = 1000;
const AT_MOST = 25;

/** What an option may become, while it is typed. Empty rather than late; never throws. */
export async function suggest(
  { command, option: name, typed, scope }: { command: AnyCommand; option: string; typed: string; scope: Scope },
  menus: Menus,
): Promise<Suggestion[]> {
  const option = command.options[name];
  if (!option) return [];
  if (option.choices) return matching(option.choices(menus), typed).slice(0, AT_MOST);
  if (!option.suggest) return [];
  const late = Promise.withResolvers<Suggestion[]>();
  const timer = setTimeout(() => late.resolve([]), WITHIN_MS);
  const found = option.suggest(typed, scope, menus).catch((): Suggestion[] => []);
  try {
    return (await Promise.race([found, late.promise])).slice(0, AT_MOST);
  } finally {
    clearTimeout(timer);
  }
}

function matching(choices: readonly string[], typed: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter((one) => one.toLowerCase().includes(wanted)).map((value) => ({ label: value, value }));
}
