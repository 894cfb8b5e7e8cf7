import { composeDigest } from '../digests/compose.ts';
import type { CappedStory, Digest, Telling } from '../news/digest.ts';
import type { PostedStory, Posts, StateChange, StoryItem, WaitingStory } from '../news/digest-ports.ts';
import type { Scope } from '../news/ports.ts';
import type { Settings } from '../news/settings.ts';
import { cut } from './item-lines.ts';
import { isOpen, type TellPorts, type ToldStory, tellStory } from './tell-story.ts';

export type GatherPorts = TellPorts & { posts: Posts };

/** What a channel is to be told, and what that makes of everything that waited for it. */
export interface Gathered {
  digest: Digest;
  /** In the order of the digest. */
  stories: PostedStory[];
  changes: StateChange[];
}

const MOST_STORIES = 10;
/** Of one outlet at most, but where few are followed there is room for more of each. */
const LEAST_PER_SOURCE = 4;

/** The stories that wait in a channel, as far as `takes` one of their items, within what fits. Changes nothing yet. */
export async function gatherDigest(
  request: {
    scope: Scope;
    settings: Settings;
    until: number;
    takes(item: StoryItem): boolean;
    fits(digest: Digest): boolean;
  },
  ports: GatherPorts,
): Promise<Gathered> {
  const { scope, until, takes, fits } = request;
  const waiting = (await ports.posts.waiting(scope.channel, until)).filter(({ items }) =>
    items.filter(isOpen).some(takes),
  );
  const ids = waiting.flatMap(({ id, earlier }) => [id, ...earlier]);
  const tellings = await ports.posts.tellings(scope.channel, ids);
  const told: { waiting: WaitingStory; told: ToldStory | null }[] = [];
  for (const one of waiting)
    told.push({ waiting: one, told: await tellStory(one, { ...request, tellings: ofStory(one, tellings) }, ports) });
  const toTell = told.flatMap((one) => one.told ?? []);
  const claims = toTell.length <= 3 ? 3 : toTell.length <= 6 ? 2 : 1;
  const stories = toTell.map(({ story }) => ({ ...story, claims: story.claims.slice(0, claims) }));
  const outlets = new Set(stories.flatMap(({ sources }) => sources.map(({ name }) => name)));
  const perSource = Math.max(LEAST_PER_SOURCE, Math.ceil(MOST_STORIES / Math.max(1, outlets.size)));
  const { digest, capped } = composeDigest(stories, { perSource, maxStories: MOST_STORIES, fits });
  const order = digest.sections.flatMap((section) => section.stories.map(({ id }) => id));
  return {
    digest,
    stories: order.flatMap((id) => toTell.find(({ story }) => story.id === id)?.posted ?? []),
    changes: told.flatMap((one) => changesOf(one.waiting, one.told, capped)),
  };
}

function ofStory({ id, earlier }: WaitingStory, tellings: readonly Telling[]): Telling[] {
  return tellings.filter(({ storyId }) => storyId === id || earlier.includes(storyId));
}

/** The item that a story is told from is posted, what tells the same is merged with it; a story without a place takes all its items along. */
function changesOf({ items }: WaitingStory, told: ToldStory | null, capped: readonly CappedStory[]): StateChange[] {
  const because = capped.find(({ id }) => id === told?.story.id)?.because;
  return items.filter(isOpen).map((item) => {
    const { subscriptionId, itemId } = item;
    if (told === null)
      return { subscriptionId, itemId, state: 'merged', reason: 'it tells nothing that was not told here before' };
    if (because !== undefined) return { subscriptionId, itemId, state: 'capped', reason: CAPS[because] };
    if (itemId === told.posted.itemId) return { subscriptionId, itemId, state: 'posted', reason: null };
    return {
      subscriptionId,
      itemId,
      state: 'merged',
      reason: `it is told together with “${cut(told.story.title, 150)}”`,
    };
  });
}

const CAPS: Record<CappedStory['because'], string> = {
  perSource: 'so many stories of the same sources came before it',
  room: 'one message has no room for more',
};
