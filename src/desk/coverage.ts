import type { Block, Button, Message } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Posts, StoryItem } from '../news/digest-ports.ts';
import type { Articles, Scope } from '../news/ports.ts';
import type { Disagreement } from '../news/story.ts';
import { compareCoverage } from '../stories/coverage.ts';
import { cut } from './item-lines.ts';
import { fitsEverywhere } from './message-room.ts';

/** More of a sentence than this says nothing about the value in it. */
const MAX_SENTENCE = 400;
const MAX_SHOWN_SOURCES = 12;

/** Who tells a story of a post differently, each value with its sentence and its outlet; from the `first` difference on. */
export async function showCoverage(
  { post: key, position, first }: { post: string; position: number; first: number },
  scope: Scope,
  { posts, articles }: { posts: Pick<Posts, 'find' | 'itemsOf'>; articles: Pick<Articles, 'findVersion'> },
): Promise<Message> {
  const post = await posts.find(key, scope.channel);
  const story = post?.stories.find((one) => one.position === position);
  if (!post || !story) throw new UserError('gonePost');
  const items = (await posts.itemsOf(scope.channel, story.storyId)).filter(({ copyOf }) => copyOf === null);
  const told = [];
  for (const { itemId, versionId } of items) {
    const article = versionId === null ? null : await articles.findVersion(versionId, scope);
    if (article) told.push({ id: itemId, sentences: article.sentences });
  }
  const differences = compareCoverage(told);
  const frame = { title: story.title, items, all: differences.length };
  const page = pageOf(differences, first, frame);
  const next = first + page.length;
  return render(page, first, { ...frame, buttons: next < differences.length ? [moreButton(key, position, next)] : [] });
}

interface Frame {
  title: string;
  items: readonly StoryItem[];
  all: number;
  buttons?: Button[];
}

/** As many whole differences as fit, one at least. */
function pageOf(differences: readonly Disagreement[], first: number, frame: Frame): Disagreement[] {
  const rest = differences.slice(first);
  let count = Math.min(1, rest.length);
  while (count < rest.length && fitsEverywhere(render(rest.slice(0, count + 1), first, frame))) count += 1;
  return rest.slice(0, count);
}

function render(page: readonly Disagreement[], first: number, { title, items, all, buttons = [] }: Frame): Message {
  const outlets = new Map(items.map(({ itemId, outlet }) => [itemId, outlet]));
  const none = 'Nothing was found that they tell differently: no number, name, date or quotation that disagrees.';
  const shown = page.length === all ? `${all} in all` : `${first + 1} to ${first + page.length} of ${all}`;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: `Coverage: ${cut(title, 130)}`, url: null },
      ...(first === 0 ? sourceBlocks(items) : []),
      ...(all === 0 ? [textBlock(none)] : page.flatMap((one) => differenceBlocks(one, outlets))),
      {
        kind: 'note',
        text:
          all === 0
            ? 'Compared by rules, not by a model.'
            : `Differences: ${shown}. Compared by rules, not by a model.`,
      },
    ],
    buttons,
  };
}

function sourceBlocks(items: readonly StoryItem[]): Block[] {
  const shown = items.slice(0, MAX_SHOWN_SOURCES).map(({ outlet }) => cut(outlet, 50));
  const rest = items.length - shown.length;
  return [textBlock(`Told by ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`)];
}

function differenceBlocks({ kind, about, values }: Disagreement, outlets: ReadonlyMap<string, string>): Block[] {
  return [
    textBlock(`${KINDS[kind]}: ${cut(about, 100)}`),
    ...values.flatMap(({ value, sentence, articleId }): Block[] => [
      textBlock(`${cut(outlets.get(articleId) ?? 'One of them', 50)}: ${cut(value, 200)}`),
      { kind: 'note', text: `“${cut(sentence, MAX_SENTENCE)}”` },
    ]),
  ];
}

const KINDS: Record<Disagreement['kind'], string> = {
  number: 'Number',
  name: 'Name',
  date: 'Date',
  quote: 'Quotation',
};

function moreButton(post: string, position: number, from: number): Button {
  return { label: 'More', command: 'coverage', options: { post, story: String(position), from: String(from) } };
}

function textBlock(text: string): Block {
  return { kind: 'text', text };
}
