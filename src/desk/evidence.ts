import type { Block, Button, Message } from '../chat/message.ts';
import type { Claim } from '../news/claim.ts';
import type { Scope, Summaries } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';
import { seen } from './rewrite.ts';

/** What one message of every platform has room for, with what marking up adds. */
const PAGE_CHARACTERS = 2400;

/** Each statement of a summary above the exact sentences it rests on, with their neighbours; from the `first` one on, a page of them. */
export async function showEvidence(
  id: string,
  first: number,
  scope: Scope,
  ports: { summaries: Summaries },
): Promise<Message> {
  const { article, claims } = await seen(id, scope, ports);
  const groups = claims.slice(first).map((claim) => claimWithSentences(claim, article.sentences));
  const shown = pageOf(groups);
  const next = first + shown.length;
  return {
    state: 'final',
    blocks: [
      {
        kind: 'heading',
        text: `Evidence: ${article.title ?? 'Pasted text'}`,
        url: article.canonicalUrl ?? article.address,
      },
      ...shown.flat(),
      ...(groups.length > shown.length || first > 0 ? [pageNote(first, next, claims.length)] : []),
    ],
    buttons: next < claims.length ? [nextPage(id, next)] : [],
  };
}

function claimWithSentences({ text, sentenceIds, origin }: Claim, sentences: Sentence[]): Block[] {
  const cited = new Set(sentenceIds);
  const shown = sentences.filter(({ id }) => cited.has(id) || cited.has(id - 1) || cited.has(id + 1));
  return [
    { kind: 'claims', items: [{ text, marks: sentenceIds, quoted: origin === 'quoted' }] },
    { kind: 'sentences', items: shown.map(({ id, text }) => ({ id, text, context: !cited.has(id) })) },
  ];
}

/** As many whole statements as fit, one at least. */
export function pageOf(groups: Block[][]): Block[][] {
  let room = PAGE_CHARACTERS;
  const end = groups.findIndex((group, at) => {
    room -= sizeOf(group);
    return room < 0 && at > 0;
  });
  return end === -1 ? groups : groups.slice(0, end);
}

function sizeOf(group: Block[]): number {
  const texts = group.flatMap((block) => ('items' in block ? block.items.map(({ text }) => text) : [block.text]));
  return texts.reduce((sum, text) => sum + text.length + 12, 0);
}

export function pageNote(first: number, next: number, all: number): Block {
  return { kind: 'note', text: `Statements ${first + 1} to ${next} of ${all}` };
}

function nextPage(id: string, first: number): Button {
  return { label: 'More', command: 'evidence', options: { summary: id, from: String(first) } };
}
