import { type Opml, type OutlinedSource, readOpml, sourcesOf, toOutlines, writeOpml } from './opml.ts';
import type { Setup } from './setup.ts';

type FollowedSetup = Setup['sources'][number];

/** What an OPML file names to follow; null when it is none. `left` are the addresses that can't be followed. */
export function readSetupOpml(text: string): { setup: Setup; left: string[] } | null {
  const opml = readOpml(text);
  if (!opml) return null;
  const outlined = sourcesOf(opml.outlines);
  const isUsable = ({ url }: OutlinedSource) => /^https?:$/.test(URL.parse(url)?.protocol ?? '');
  const left = outlined.filter((one) => !isUsable(one)).map(({ url }) => url);
  return { setup: { version: 1, sources: outlined.filter(isUsable).map(toFollowed) }, left };
}

/** What OPML has no words for (filters, modes, settings) is left out. */
export function writeSetupOpml({ sources }: Setup, head: Opml['head']): string {
  const outlined = sources.map(({ url, title, section, kind, pattern }) => ({
    ...{ url, title: title ?? null, folders: section === undefined ? [] : toFolders(section) },
    ...(kind !== 'feed' && { kind, pattern: pattern ?? null }),
  }));
  return writeOpml({ version: '2.0', head, outlines: toOutlines(outlined) });
}

function toFollowed({ url, title, folders, kind, pattern }: OutlinedSource): FollowedSetup {
  // Without its pattern a page can't be followed; it is tried as a feed.
  const isKnown = kind === 'sitemap' || (kind === 'page' && pattern);
  return {
    ...{ url: new URL(url).href, kind: isKnown ? kind : 'feed', mode: 'digest', paused: false },
    ...(kind === 'page' && pattern && { pattern }),
    ...(title !== null && title !== url && { title: title.slice(0, 300) }),
    ...(folders.length > 0 && { section: toSection(folders) }),
  };
}

/** Folders within folders are one section, "World/Asia"; a slash in a name has a backslash before it. */
function toSection(folders: readonly string[]): string {
  return folders.map((folder) => folder.replace(/[\\/]/g, '\\$&')).join('/');
}

function toFolders(section: string): string[] {
  const folders = section.match(/(?:\\.|[^/\\]|\\$)+/gs) ?? [];
  return folders.map((folder) => folder.replace(/\\(.)/gs, '$1'));
}
