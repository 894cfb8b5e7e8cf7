import type { Block, Message } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { Articles, Scope } from '../news/ports.ts';
import type { AnswerClaim, Citation, Questions } from '../news/question.ts';
import { pageNote, pageOf } from './evidence.ts';

/** Each statement of an answer above the exact sentences it rests on, with their neighbours; from the `first` one on, a page of them. */
export async function showAnswerEvidence(
  id: string,
  first: number,
  scope: Scope,
  { questions, articles }: { questions: Questions; articles: Articles },
): Promise<Message> {
  const stored = await questions.find(id, scope);
  if (!stored) throw new UserError('goneAnswer');
  const { claims } = stored.answer;
  const groups: Block[][] = [];
  for (const claim of claims.slice(first)) groups.push(await evidenceOf(claim, scope, articles));
  const shown = pageOf(groups);
  const next = first + shown.length;
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: 'Evidence', url: null },
      ...shown.flat(),
      ...(groups.length > shown.length || first > 0 ? [pageNote(first, next, claims.length)] : []),
    ],
    buttons:
      next < claims.length ? [{ label: 'More', command: 'proof', options: { answer: id, from: String(next) } }] : [],
  };
}

async function evidenceOf(
  { text, origin, citations }: AnswerClaim,
  scope: Scope,
  articles: Articles,
): Promise<Block[]> {
  const blocks: Block[] = [{ kind: 'claims', items: [{ text, marks: [], quoted: origin === 'quoted' }] }];
  for (const citation of citations) blocks.push(...(await sentencesOf(citation, scope, articles)));
  return blocks;
}

async function sentencesOf({ versionId, sentenceIds }: Citation, scope: Scope, articles: Articles): Promise<Block[]> {
  // Who may see what is asked again: it may have changed since.
  const article = await articles.findVersion(versionId, scope);
  if (!article) return [{ kind: 'note', text: 'The article it rests on is not here any more.' }];
  const cited = new Set(sentenceIds);
  const shown = article.sentences.filter(({ id }) => cited.has(id) || cited.has(id - 1) || cited.has(id + 1));
  const from = [article.title ?? 'Pasted text', article.site, article.published?.slice(0, 10)].filter((one) => one);
  return [
    { kind: 'note', text: `From ${from.join(' · ')}` },
    { kind: 'sentences', items: shown.map(({ id, text }) => ({ id, text, context: !cited.has(id) })) },
  ];
}
