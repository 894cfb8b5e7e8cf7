import type { Article } from '../../src/news/article.ts';
import type { Scope } from '../../src/news/ports.ts';

export const harbour: Scope = { workspace: 'discord:1', channel: 'discord:1/10' };
/** Another channel of the same workspace. */
export const harbourSide: Scope = { workspace: 'discord:1', channel: 'discord:1/11' };
export const mountain: Scope = { workspace: 'slack:2', channel: 'slack:2/20' };

export function ferryArticle(changes: Partial<Article> = {}): Article {
  return {
    address: 'https://paper.example/ferry?from=mail',
    canonicalUrl: 'https://paper.example/ferry',
    title: 'Ferry halted',
    byline: 'A. Reporter',
    site: 'The Paper',
    published: '2026-11-20',
    language: 'en',
    paragraphs: ['The ferry stopped at noon. Nobody was hurt.'],
    sentences: [
      { id: 1, paragraph: 0, text: 'The ferry stopped at noon.' },
      { id: 2, paragraph: 0, text: 'Nobody was hurt.' },
    ],
    coverage: { words: 8, extent: 'whole', share: null },
    ...changes,
  };
}

/** A pasted text, which has no address. */
export function pastedArticle(): Article {
  return ferryArticle({ address: null, canonicalUrl: null, site: null, published: null });
}
