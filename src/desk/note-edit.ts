import { type Block, type Message, messageSchema } from '../chat/message.ts';
import { judgeEdit } from '../digests/edit.ts';
import { addressesReader } from '../news/addressed.ts';
import type { StoredArticle } from '../news/article.ts';
import type { NewSentence } from '../news/digest.ts';
import type { Edits, Post, ToldOf } from '../news/digest-ports.ts';
import type { Articles, Clock, Delivery } from '../news/ports.ts';
import { findChanges } from '../stories/development.ts';
import { cut } from './item-lines.ts';
import { fitsEverywhere } from './message-room.ts';
import { type ReadItemPorts, readItem } from './read-item.ts';

export type NoteEditPorts = ReadItemPorts & {
  edits: Edits;
  articles: Pick<Articles, 'findVersion'>;
  clock: Clock;
};

/** Reading is not tried again: an edit of what was told is worth one look. */
const LAST_ATTEMPT = 100;

/** Has our posts say what has changed in an article since they told it. A new date, other words for the same, or less than before is nothing. */
export async function noteEdit(itemId: string, ports: NoteEditPorts): Promise<void> {
  const { edits, clock } = ports;
  const now = clock();
  const edited = await edits.find(itemId);
  if (!edited) return;
  const reading = await readItem({ ...edited.item, attempts: LAST_ATTEMPT }, ports);
  const isWorse = reading.kind === 'read' && reading.article.coverage.extent !== 'whole' && edited.wasWhole;
  if (reading.kind !== 'read' || isWorse)
    return await edits.save({ itemId, versionId: null, noted: [], deliver: [], now });
  const noted: { postKey: string; position: number; noted: NewSentence[] }[] = [];
  for (const told of edited.told) {
    const step = await stepOf(told, reading.article, edited.isAnnounced, ports);
    if (step.kind === 'update') noted.push({ postKey: told.post.key, position: told.position, noted: step.changes });
  }
  const deliver = edited.told.flatMap(({ post }) => updateOf(post, `${itemId} ${now}`, noted));
  await edits.save({ itemId, versionId: reading.article.versionId, noted, deliver, now });
}

async function stepOf(
  { post, position }: ToldOf,
  newer: StoredArticle,
  isAnnounced: boolean,
  { articles }: NoteEditPorts,
): Promise<ReturnType<typeof judgeEdit>> {
  const story = post.stories.find((one) => one.position === position);
  const older = story?.versionId ? await articles.findVersion(story.versionId, post) : null;
  if (!story || !older) return { kind: 'nothing' };
  const changes = findChanges(older.sentences, newer.sentences).filter(({ sentence }) => !addressesReader(sentence));
  return judgeEdit({ changes, noted: story.noted, isAnnounced });
}

/** The whole post anew, with all that has changed in it. What is noted is committed with it, so that another look finds nothing to do. */
function updateOf(
  post: Post,
  look: string,
  noted: readonly { postKey: string; position: number; noted: NewSentence[] }[],
): Delivery[] {
  if (post.ref === null || !noted.some(({ postKey }) => postKey === post.key)) return [];
  const stories = post.stories.map((story) => ({
    ...story,
    noted: noted.find((one) => one.postKey === post.key && one.position === story.position)?.noted ?? story.noted,
  }));
  const changed = stories.filter((story) => story.noted.length > 0);
  const message = withChanges(messageSchema.parse(post.message), changed);
  return [{ key: `post ${post.key} changed ${look}`, target: post.ref, how: 'edit', message }];
}

/** First what has changed, then the post as it was; of that as much as there is room for. */
function withChanges(message: Message, changed: readonly { title: string; noted: readonly NewSentence[] }[]): Message {
  const isHead = message.blocks[0]?.kind === 'heading' && message.blocks[0].url === null;
  const head = isHead ? message.blocks.slice(0, 1) : [];
  const whole = {
    ...message,
    blocks: [...head, ...changed.flatMap(changeBlocks), ...message.blocks.slice(head.length)],
  };
  while (!fitsEverywhere(whole) && whole.blocks.length > head.length + changed.length * 2 + 1) {
    const last = whole.blocks.findLastIndex(({ kind }) => kind === 'claims');
    if (last <= head.length + changed.length * 2) return whole;
    whole.blocks.splice(last, 1);
  }
  return whole;
}

/** What an article says differently since a post told it. */
export function changeBlocks({ title, noted }: { title: string; noted: readonly NewSentence[] }): Block[] {
  return [
    { kind: 'text', text: `Changed by its outlet since this was posted: ${cut(title, 120)}` },
    { kind: 'claims', items: noted.map((change) => ({ text: changeWords(change), marks: [], quoted: false })) },
  ];
}

/** "46, before 40: “…”" */
function changeWords({ sentence, facts }: NewSentence): string {
  const corrected = facts.flatMap(({ value, before }) => (before === null ? [] : [`${value} (before: ${before})`]));
  const what = corrected.length > 0 ? `now ${corrected.join(', ')}` : 'new';
  return `${what}: “${cut(sentence, 300)}”`;
}
