import { UserError } from '../errors.ts';
import type { Scope } from '../news/ports.ts';
import type { Sources } from '../news/source-ports.ts';
import type { Followed } from '../news/subscription.ts';
import { withoutCredentials } from '../sources/shared-address.ts';

const MAX_LABEL = 100;
const SHOWN_TITLES = 5;

export function titleOf({ title, sourceTitle, source }: Pick<Followed, 'title' | 'sourceTitle' | 'source'>): string {
  return title ?? sourceTitle ?? withoutCredentials(source.url);
}

/** The one source of the channel that was meant, by its id, its address or its title. Throws UserError where none or several fit. */
export async function pickSource(
  given: string,
  { channel }: Scope,
  { sources }: { sources: Pick<Sources, 'ofChannel'> },
): Promise<Followed> {
  const all = await sources.ofChannel(channel);
  const wanted = given.trim().toLowerCase();
  const fits = (test: (one: Followed) => boolean) => all.filter(test);
  const ways = [
    fits(({ id }) => id === wanted),
    fits(({ source }) => source.url.toLowerCase() === wanted),
    fits((one) => titleOf(one).toLowerCase() === wanted),
    fits((one) => isLike(one, wanted)),
  ];
  const found = ways.find((some) => some.length > 0) ?? [];
  const [only] = found;
  if (!only) throw new UserError('noSuchSource', { given: given.slice(0, 200) });
  if (found.length === 1) return only;
  const titles = found.slice(0, SHOWN_TITLES).map((one) => `“${titleOf(one)}” (${withoutCredentials(one.source.url)})`);
  throw new UserError('manySources', { given, titles: titles.join(', ') });
}

/** What may be picked while a source is typed. */
export async function suggestSources(
  typed: string,
  { channel }: Scope,
  { sources }: { sources: Pick<Sources, 'ofChannel'> },
): Promise<{ label: string; value: string }[]> {
  const all = await sources.ofChannel(channel);
  const wanted = typed.trim().toLowerCase();
  return all
    .filter((one) => isLike(one, wanted))
    .map((one) => ({ label: titleOf(one).slice(0, MAX_LABEL), value: one.id }));
}

function isLike(one: Followed, wanted: string): boolean {
  return titleOf(one).toLowerCase().includes(wanted) || one.source.url.toLowerCase().includes(wanted);
}
