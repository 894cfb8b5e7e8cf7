import type { Block, Message } from '../chat/message.ts';
import type { StoredSummary } from '../news/summary.ts';
import { coverageLine } from './summary-message.ts';

/** Where the article of a summary comes from and when it was read. */
export function renderSources({ article }: StoredSummary): Message {
  const { title, address, canonicalUrl, byline, site, published, readAt, sentences } = article;
  const facts: (string | null)[] = [
    site && `Published by ${site}`,
    byline && `Written by ${byline}`,
    published && `Dated ${published.slice(0, 16).replace('T', ' ')}`,
    address === null ? 'Pasted or uploaded here' : `Read from ${address}`,
    canonicalUrl !== null && canonicalUrl !== address ? `The page names ${canonicalUrl} as its address` : null,
    `Read on ${readAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${coverageLine(article)}, ${sentences.length} sentences`,
  ];
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title ?? 'Pasted text', url: canonicalUrl ?? address },
      ...facts.flatMap((fact) => (fact ? [textBlock(fact)] : [])),
    ],
    buttons: [],
  };
}

function textBlock(text: string): Block {
  return { kind: 'text', text };
}
