import { ModelDown, OverBudget } from '../errors.ts';
import type { Article, StoredArticle } from '../news/article.ts';
import type { Articles, Clock, Exclusive, Model, Scope, Summaries } from '../news/ports.ts';
import type { Because, Length, StoredSummary, Summary, SummaryKey } from '../news/summary.ts';
import type { Models } from '../news/usage.ts';

/** Where the article comes from. */
export type Origin =
  | { kind: 'address'; url: string }
  | { kind: 'upload'; id: string }
  | { kind: 'text'; text: string }
  | { kind: 'version'; id: string }
  | { kind: 'sample' };

export interface SummaryRequest {
  origin: Origin;
  style: string;
  length: Length;
  /** Language asked for; null = the article's own. */
  language: string | null;
  /** What a reader found wrong with an earlier one; null = nothing. */
  remark: string | null;
  scope: Scope;
}

/** Reads what a request names; the files behind an upload are found by the caller's port. */
export interface Reader {
  readAddress(url: string): Promise<Article>;
  readText(text: string): Promise<Article>;
  readUpload(id: string, scope: Scope): Promise<Article>;
  /** The article that comes with Copydesk. */
  readSample(): Promise<Article>;
}

/** Writes checked summaries; `promptHash` changes with every wording that takes part. */
export interface SummaryWriter {
  promptHash(style: string, remark: string | null): string;
  write(article: StoredArticle, request: SummaryRequest, model: Model, onStep: OnStep): Promise<Summary>;
  extract(article: StoredArticle, length: Length, because: Because): Summary;
}

export type Step = 'reading' | 'writing' | 'checking';
export type OnStep = (step: Step) => Promise<void>;

export interface SummarizePorts {
  articles: Articles;
  summaries: Summaries;
  exclusive: Exclusive;
  reader: Reader;
  writer: SummaryWriter;
  models: Pick<Models, 'for'>;
  clock: Clock;
}

/** A page read this recently is not fetched again. */
const FRESH_MS = 10 * 60_000;

/**
 * The stored or newly written summary of one article. Throws UserError for what can't be read.
 * `modelWasDown` says that the answer is a stand-in and worth another try later.
 */
export async function summarize(
  request: SummaryRequest,
  ports: SummarizePorts,
  onStep: OnStep,
): Promise<{ summary: StoredSummary; modelWasDown: boolean }> {
  await onStep('reading');
  const article = await findArticle(request.origin, request.scope, ports);
  const extract = (because: Because) => extractOnce(article, request, because, ports);
  const chosen = await ports.models.for(request.scope);
  if (!chosen.model) return { summary: await extract(chosen.because), modelWasDown: false };
  try {
    const summary = await writeOnce(article, request, chosen.model, ports, onStep);
    return { summary, modelWasDown: false };
  } catch (error) {
    if (error instanceof OverBudget) return { summary: await extract('over-budget'), modelWasDown: false };
    if (error instanceof ModelDown) return { summary: await extract('model-down'), modelWasDown: true };
    throw error;
  }
}

async function findArticle(origin: Origin, scope: Scope, ports: SummarizePorts): Promise<StoredArticle> {
  const { articles, reader } = ports;
  if (origin.kind === 'address') return await readAddressOnce(origin.url, scope, ports);
  if (origin.kind === 'sample') return await articles.save(await reader.readSample(), scope);
  if (origin.kind === 'text') return await articles.save(await reader.readText(origin.text), scope);
  if (origin.kind === 'upload') return await articles.save(await reader.readUpload(origin.id, scope), scope);
  const stored = await articles.findVersion(origin.id, scope);
  if (!stored) throw new Error(`no article version ${origin.id} for ${scope.channel}`);
  return stored;
}

/** One fetch, however many ask for the address at the same moment. */
async function readAddressOnce(url: string, scope: Scope, ports: SummarizePorts): Promise<StoredArticle> {
  const { articles, reader, exclusive, clock } = ports;
  const address = withoutFragment(url);
  const find = () => articles.findByAddress(address, new Date(clock() - FRESH_MS));
  const article =
    (await find()) ??
    (await exclusive(
      `read ${address}`,
      async () => (await find()) ?? (await articles.save(await reader.readAddress(address), scope)),
    ));
  await articles.share(article.id, scope);
  return article;
}

async function writeOnce(
  article: StoredArticle,
  request: SummaryRequest,
  model: Model,
  ports: SummarizePorts,
  onStep: OnStep,
): Promise<StoredSummary> {
  const key = keyOf(article, request, {
    promptHash: ports.writer.promptHash(request.style, request.remark),
    model: model.name,
  });
  return await once(key, ports, async () => {
    await onStep('writing');
    return await ports.writer.write(article, request, model, onStep);
  });
}

async function extractOnce(article: StoredArticle, request: SummaryRequest, because: Because, ports: SummarizePorts) {
  // The extractive writer knows no styles and no languages: all requests of one length share its answer.
  // No prompt takes part; the reason stands in its place, as the message tells it.
  const key = keyOf(article, { ...request, style: '', language: null }, { promptHash: because, model: 'extractive' });
  return await once(key, ports, async () => ports.writer.extract(article, request.length, because));
}

/** One piece of work for the key, in all our processes: who comes later finds the stored answer. */
async function once(
  key: SummaryKey,
  { summaries, exclusive }: SummarizePorts,
  write: () => Promise<Summary>,
): Promise<StoredSummary> {
  const find = () => summaries.find(key);
  return (
    (await find()) ??
    (await exclusive(
      `summary ${JSON.stringify(key)}`,
      async () => (await find()) ?? (await summaries.save(key, await write())),
    ))
  );
}

function keyOf(
  article: StoredArticle,
  { style, length, language }: Pick<SummaryRequest, 'style' | 'length' | 'language'>,
  writer: { promptHash: string; model: string },
): SummaryKey {
  return { versionId: article.versionId, style, length, language, ...writer };
}

function withoutFragment(url: string): string {
  const address = new URL(url);
  address.hash = '';
  return address.href;
}
