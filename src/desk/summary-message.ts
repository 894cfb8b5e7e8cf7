import type { Block, Button, Menu, Message } from '../chat/message.ts';
import type { StoredArticle } from '../news/article.ts';
import { LENGTHS, type StoredSummary, type Summary } from '../news/summary.ts';
import { type Work, writerLine } from './writer-line.ts';

const WORK: Work = { name: 'summary', from: 'article', task: 'write about this article' };

const WORDS_PER_MINUTE = 230;

/** What the channel sees: every statement with its sentence numbers, then in small print what was read, by whom, and what is missing. */
export function renderSummary(
  summary: StoredSummary,
  options: { styleNames: readonly string[]; willRetry?: boolean; asked?: string | null },
): Message {
  const { article, claims } = summary;
  const notes = [
    aboutArticle(article),
    coverageLine(article),
    writerLine(summary.writer, options.willRetry ?? false, WORK),
    languageLine(summary, options.asked ?? null),
    ...checkLines(summary),
  ];
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: article.title ?? 'Pasted text', url: article.canonicalUrl ?? article.address },
      {
        kind: 'claims',
        items: claims.map(({ text, sentenceIds, origin }) => ({
          text,
          marks: sentenceIds,
          quoted: origin === 'quoted',
        })),
      },
      ...notes.filter((note) => note !== null).map((text): Block => ({ kind: 'note', text })),
    ],
    buttons: buttonsOf(summary),
    menus: menusOf(summary, options.styleNames),
  };
}

/** What one can do with a summary; another length needs nobody to write it. */
function buttonsOf({ id, asked, writer, article }: StoredSummary): Button[] {
  const at = LENGTHS.indexOf(asked.length);
  const [shorter, longer] = [LENGTHS[at - 1], LENGTHS[at + 1]];
  const buttons: (Button | null)[] = [
    { label: 'Evidence', command: 'evidence', options: { summary: id } },
    { label: 'Ask', command: 'ask', options: { article: article.versionId } },
    shorter ? { label: 'Shorter', command: 'rewrite', options: { summary: id, length: shorter } } : null,
    longer ? { label: 'Longer', command: 'rewrite', options: { summary: id, length: longer } } : null,
    { label: 'Sources', command: 'sources', options: { summary: id } },
    { label: '👍', command: 'praise', options: { summary: id } },
    // Without a model nothing could be written differently.
    writer.kind === 'model' ? { label: '👎', command: 'complain', options: { summary: id } } : null,
  ];
  return buttons.filter((button) => button !== null);
}

/** The other styles, for what a model wrote. */
function menusOf({ id, asked, writer }: StoredSummary, styleNames: readonly string[]): Menu[] {
  const others = styleNames.filter((name) => name !== asked.style);
  if (writer.kind !== 'model' || others.length === 0) return [];
  return [{ label: 'Another style…', command: 'rewrite', options: { summary: id }, option: 'style', choices: others }];
}

function aboutArticle({ byline, site, published }: StoredArticle): string | null {
  return [byline, site, published?.slice(0, 10)].filter((one) => one).join(' · ') || null;
}

export function coverageLine({ coverage }: StoredArticle): string {
  const { words, extent, share } = coverage;
  const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE));
  const size = `${words.toLocaleString('en')} ${words === 1 ? 'word' : 'words'}`;
  if (extent === 'whole') return `Read 100 % (${size}, ${minutes} min)`;
  const part = share === null ? size : `${Math.round(share * 100)} %, ${size}`;
  if (extent === 'paywalled') return `Paywalled: only the open part was read (${part})`;
  return `Truncated by the page: only a part was read (${part})`;
}

function languageLine({ language, article, writer }: StoredSummary, asked: string | null): string | null {
  if (writer.kind === 'extractive' && asked !== null && asked !== article.language) {
    return `Not translated into ${nameOf(asked)}: that takes a language model.`;
  }
  if (language === null || language === article.language || article.language === null) return null;
  return `Translated from ${nameOf(article.language)}; Evidence shows the original sentences`;
}

function checkLines({ leftOut, repaired, writer }: Summary): string[] {
  if (writer.kind !== 'model') return [];
  const lines = [];
  if (repaired > 0) lines.push(`${countOf(repaired)} corrected after checking`);
  if (leftOut > 0)
    lines.push(`${countOf(leftOut)} left out: the article does not support ${leftOut === 1 ? 'it' : 'them'}`);
  return lines;
}

function countOf(count: number): string {
  return count === 1 ? '1 statement was' : `${count} statements were`;
}

function nameOf(language: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
}
