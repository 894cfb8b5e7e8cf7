import { UserError } from '../errors.ts';
import type { Article } from '../news/article.ts';
import type { Web } from '../news/ports.ts';
import { decodeText } from './charset.ts';
import { kindOf } from './kind.ts';
import { troubleOfStatus, troubleOfThinPage } from './page-trouble.ts';
import { readPdf } from './pdf.ts';
import { fromHtml, fromPdf, fromPlain, type HtmlArticle } from './to-article.ts';
import { countRunningWords, countWords } from './words.ts';

export interface ReaderOptions {
  web: Web;
  /** The article of a page, within bounds of time and memory. `url` is where the page came from. */
  extract: (html: string, url: string) => Promise<HtmlArticle>;
}

export interface File {
  bytes: Uint8Array;
  name: string;
  /** As its sender says; null when he says nothing. */
  type: string | null;
}

export interface Reader {
  readAddress(url: string, signal?: AbortSignal): Promise<Article>;
  readFile(file: File, signal?: AbortSignal): Promise<Article>;
  readText(text: string): Promise<Article>;
}

/** An address, a file or some text becomes an article. Throws a UserError for all that sites and files hold instead. */
export function createReader(options: ReaderOptions): Reader {
  return {
    readAddress: (url, signal) => readAddress(url, options, signal),
    readFile: (file, signal) => readFile(file, options, signal),
    readText: async (text) => fromPlain(text),
  };
}

async function readAddress(url: string, { web, extract }: ReaderOptions, signal?: AbortSignal): Promise<Article> {
  const page = await web.get(url, signal ? { signal } : {});
  const { bytes } = page;
  const type = page.headers['content-type'] ?? null;
  const trouble = troubleOfStatus(page, decodeText(bytes.subarray(0, 200_000), type));
  if (trouble) throw trouble;
  const place = { address: url, canonicalUrl: page.url };
  const kind = kindOf({ bytes, type, name: null });
  if (kind === 'pdf') return { ...fromPdf(await readPdf(bytes, { signal })), ...place };
  const text = decodeText(bytes, type);
  if (kind === 'text') return { ...fromPlain(text), ...place };
  const html = await extract(text, page.url);
  const words = countRunningWords(html.paragraphs);
  const thin = troubleOfThinPage({ page, markup: text, asked: url, words, signs: html.signs, extent: html.extent });
  if (thin) throw thin;
  return { ...fromHtml(html), address: url, canonicalUrl: html.canonicalUrl ?? page.url };
}

/** A page that was saved to a file no longer has an address; its links lead nowhere then. */
const NO_ADDRESS = 'https://file.invalid/';

async function readFile({ bytes, name, type }: File, { extract }: ReaderOptions, signal?: AbortSignal) {
  if (bytes.length === 0) throw new UserError('emptyText');
  const kind = kindOf({ bytes, type, name });
  if (kind === 'pdf') return fromPdf(await readPdf(bytes, { signal }));
  const text = decodeText(bytes, type);
  if (kind === 'text') return fromPlain(text);
  const html = await extract(text, NO_ADDRESS);
  if (countWords(html.paragraphs) === 0) throw new UserError('notAnArticle', { host: name });
  const canonicalUrl = html.canonicalUrl?.startsWith(NO_ADDRESS) ? null : html.canonicalUrl;
  return fromHtml({ ...html, canonicalUrl });
}
