import { UserError } from '../errors.ts';
import type { Article, Coverage } from '../news/article.ts';
import { isGarbled } from './garble.ts';
import { detectLanguage } from './language.ts';
import { isFurniture } from './lines.ts';
import type { PdfText } from './pdf-layout.ts';
import { readPlain, withoutSubheads } from './plain.ts';
import { numberSentences } from './sentences.ts';
import { countWords } from './words.ts';

/** What the HTML extractor finds in a page. */
export interface HtmlArticle {
  title: string | null;
  byline: string | null;
  site: string | null;
  published: string | null;
  language: string | null;
  canonicalUrl: string | null;
  paragraphs: string[];
  extent: Coverage['extent'];
  share: number | null;
  signs: { loginForm: boolean; consent: boolean; scriptsOnly: boolean };
}

/** Books are longer; no article is. */
const MAX_PLAIN_CHARS = 2_000_000;
/** Each costs a look of its own, however short. */
const MAX_PARAGRAPHS = 20_000;

export function fromHtml({ signs: _, extent, share, ...known }: HtmlArticle): Article {
  return finish({ ...UNKNOWN, ...known, coverage: { extent, share } });
}

/** Throws UserError emptyText, tooLarge or unknownLanguage. */
export function fromPlain(text: string): Article {
  if (text.length > MAX_PLAIN_CHARS) throw new UserError('tooLarge', { limit: '2 MB of text' });
  return finish({ ...UNKNOWN, ...readPlain(text), coverage: { extent: 'whole', share: null } });
}

export function fromPdf(pdf: PdfText): Article {
  const { author, language, pages, pagesRead } = pdf;
  const isWhole = pages === pagesRead;
  return finish({
    ...UNKNOWN,
    title: isTitle(pdf.metaTitle) ? pdf.metaTitle : pdf.title,
    // Programs write their own name or a login name there; people have a first and a last name.
    byline: author !== null && /\p{L} +\p{Lu}/u.test(author) && !/microsoft|adobe|office/i.test(author) ? author : null,
    language: /^[a-z]{2,3}(?=-|$)/i.exec(language ?? '')?.[0].toLowerCase() ?? null,
    paragraphs: withoutSubheads(pdf.paragraphs.filter((paragraph) => !isFurniture(paragraph))),
    coverage: { extent: isWhole ? 'whole' : 'truncated', share: isWhole ? null : pagesRead / pages },
  });
}

/** Programs fill the title with a file's name, or with nothing of use. */
function isTitle(title: string | null): boolean {
  return / /.test(title ?? '') && !/^(?:microsoft \w+ - |untitled)|\.[a-z]{2,5}$/i.test(title ?? '');
}

type Unfinished = Omit<Article, 'sentences' | 'coverage'> & { coverage: Omit<Coverage, 'words'> };

const UNKNOWN = {
  address: null,
  canonicalUrl: null,
  title: null,
  byline: null,
  site: null,
  published: null,
  language: null,
};

function finish(article: Unfinished): Article {
  const { paragraphs } = article;
  if (paragraphs.length > MAX_PARAGRAPHS) throw new UserError('tooLarge', { limit: `${MAX_PARAGRAPHS} paragraphs` });
  const text = paragraphs.join('\n\n');
  if (!/[\p{L}\p{N}]/u.test(text)) throw new UserError('emptyText');
  // What a page says of its language says nothing of how it was read.
  const detected = article.language === null || isGarbled(text) ? detectLanguage(text) : null;
  if (detected === null && isGarbled(text)) throw new UserError('unknownLanguage');
  const language = article.language ?? detected;
  const coverage = { words: countWords(paragraphs), ...article.coverage };
  return { ...article, language, sentences: numberSentences(paragraphs, language), coverage };
}
