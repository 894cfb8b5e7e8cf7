import type { Block, Message } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Claim } from '../news/claim.ts';
import type { Scope, Summaries } from '../news/ports.ts';
import type { Sentence } from '../news/sentence.ts';

/** Each statement of a summary above the exact sentences it rests on, with their neighbours. */
export async function showEvidence(
  id: string,
  scope: Scope,
  { summaries }: { summaries: Summaries },
): Promise<Message> {
  const summary = await summaries.findById(id, scope);
  if (!summary) throw new UserError('goneSummary');
  const { article, claims } = summary;
  return {
    state: 'final',
    blocks: [
      {
        kind: 'heading',
        text: `Evidence: ${article.title ?? 'Pasted text'}`,
        url: article.canonicalUrl ?? article.address,
      },
      ...claims.flatMap((claim) => claimWithSentences(claim, article.sentences)),
    ],
    buttons: [],
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
