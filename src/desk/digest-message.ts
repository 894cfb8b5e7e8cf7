import type { Block, Menu, Message } from '../chat/message.ts';
import type { Digest, StoryToTell } from '../news/digest.ts';
import { cut } from './item-lines.ts';
import { zonedWords } from './moment-words.ts';

/** What stands around the stories. */
export interface DigestFrame {
  /** Null for the story of instant mode, which needs no head. */
  title: string | null;
  zone: string;
  /** The post, for what its menu asks; null where none is made. */
  postKey: string | null;
  /** Where an earlier post is to be seen, by its ref. */
  linkOf(ref: string): string | null;
  notes: readonly string[];
}

const MAX_TITLE = 150;
/** A longer address is no link people could use, and would crowd the words out. */
const MAX_URL = 400;
const SHOWN_OUTLETS = 4;
/** A choice in a menu. */
const MAX_CHOICE = 70;
const MAX_CHOICES = 25;

/** The stories of a digest, each under its own title: what it says, and who tells it. No link is unfolded, nobody is pinged. */
export function renderDigest(digest: Digest, frame: DigestFrame): Message {
  const { title, postKey, notes } = frame;
  const hasSections = digest.sections.some(({ name }) => name !== null);
  const stories = digest.sections.flatMap((section) => section.stories);
  const more = digest.more === 0 ? [] : [`… and ${digest.more} more ${digest.more === 1 ? 'story' : 'stories'}`];
  return {
    state: 'final',
    blocks: [
      ...(title === null ? [] : [heading(title, null)]),
      ...digest.sections.flatMap(({ name, stories }) => [
        ...(hasSections ? [textBlock(`— ${cut(name ?? 'Other news', 60)} —`)] : []),
        ...stories.flatMap((story) => storyBlocks(story, frame)),
      ]),
      ...[...more, ...notes].map((text): Block => ({ kind: 'note', text })),
    ],
    buttons: [],
    menus: postKey === null ? [] : coverageMenu(postKey, stories),
  };
}

function storyBlocks(story: StoryToTell, { zone, linkOf }: DigestFrame): Block[] {
  const { title, claims, sources, follows } = story;
  const [first] = sources;
  return [
    heading(title, first?.url || null),
    ...(follows === null ? [] : [sinceBlock(zonedWords(follows.at, zone), linkOf(follows.ref))]),
    {
      kind: 'claims',
      items: claims.map(({ text, origin }) => ({ text, marks: [], quoted: origin === 'quoted' })),
    },
    { kind: 'note', text: toldBy(story) },
  ];
}

/** The earlier post is a click away, where the platform has an address for it. */
function sinceBlock(when: string, link: string | null): Block {
  const words = `What’s new since ${when}`;
  return link === null ? textBlock(`${words}:`) : heading(words, link);
}

function toldBy({ sources }: StoryToTell): string {
  const outlets = [...new Set(sources.map(({ name }) => cut(name, 50)))];
  const shown = outlets.slice(0, SHOWN_OUTLETS).join(', ');
  const others = outlets.length - SHOWN_OUTLETS;
  const named = others > 0 ? `${shown} and ${others} more` : shown;
  return sources.length > 1 ? `${named} · ${sources.length} articles` : named;
}

/** For stories that several articles tell: who says what differently. */
function coverageMenu(postKey: string, stories: readonly StoryToTell[]): Menu[] {
  const choices = stories.flatMap((story, at) =>
    story.sources.length > 1 ? [cut(`${at + 1}. ${story.title}`, MAX_CHOICE)] : [],
  );
  if (choices.length === 0) return [];
  const call = { command: 'coverage', options: { post: postKey } };
  return [{ label: 'Coverage…', ...call, option: 'story', choices: choices.slice(0, MAX_CHOICES) }];
}

function heading(text: string, url: string | null): Block {
  return { kind: 'heading', text: cut(text, MAX_TITLE), url: url !== null && url.length <= MAX_URL ? url : null };
}

function textBlock(text: string): Block {
  return { kind: 'text', text };
}
