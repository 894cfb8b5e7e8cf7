import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import type { AnswerPorts } from './desk/answer.ts';
import { createAnswerWriter } from './desk/answer-writer.ts';
import { createModels } from './desk/models.ts';
import { createUploadReader } from './desk/read-upload.ts';
import type { SummarizePorts } from './desk/summarize.ts';
import { createSummaryWriter } from './desk/summary-writer.ts';
import type { Embedder, Passages, Vectors } from './news/passages.ts';
import type { Clock, Exclusive, Model, Scope, Web } from './news/ports.ts';
import type { Models } from './news/usage.ts';
import type { Connection } from './platforms/platform.ts';
import { createBoundedExtractor } from './reading/bounded.ts';
import { createWeb } from './reading/fetch.ts';
import { createReader, type ReaderOptions } from './reading/read.ts';
import { createSearch } from './search/search.ts';
import type { Stores } from './wire-stores.ts';
import { createEmbedder } from './writing/embedder.ts';
import { createModel } from './writing/model.ts';
import type { Prompts } from './writing/prompt.ts';

const USER_AGENT = 'Copydesk/0.1 (self-hosted news desk; reads a page when a person asks for it)';
const SAMPLE = new URL('./demo-article.html', import.meta.url);

export type Roads = SummarizePorts &
  AnswerPorts & {
    models: Models;
    retryMs: number;
    styleNames: readonly string[];
    passages: Passages;
    /** Null where no model for meanings is set up. */
    meaning: { vectors: Vectors; embedder: Embedder } | null;
    /** A file that came with a call, as it is. */
    files: { read(handle: string, scope: Scope): Promise<{ type: string | null; bytes: Uint8Array } | null> };
  };

/** What the jobs walk on: reading, writing, the model. */
export function createRoads(
  config: Config,
  {
    stores,
    prompts,
    exclusive,
    connections,
    clock,
  }: {
    stores: Stores;
    prompts: Prompts;
    exclusive: Exclusive;
    connections: readonly Connection[];
    clock: Clock;
  },
): { roads: Roads; extract: ReaderOptions['extract']; close(): Promise<void> } {
  const models = modelsOf(config, stores, clock);
  const extractor = createBoundedExtractor();
  const reader = createUploadReader({
    reader: createReader({ web: webOf(config), extract: extractor.extract }),
    readChatFile: (handle) => readChatFile(handle, connections),
    sample: { name: 'sample.html', type: 'text/html; charset=utf-8', bytes: readFileSync(SAMPLE) },
    uploads: stores.uploads,
  });
  const files: Roads['files'] = {
    read: async (handle, { channel }) =>
      (await readChatFile(handle, connections)) ?? (await stores.uploads.find(handle, channel)),
  };
  const { articles, summaries, questions } = stores;
  const meaning = meaningOf(config, stores);
  const search = createSearch({ passages: stores.passages, meaning });
  const answers = createAnswerWriter({ prompts, maxInputTokens: config.MODEL_INPUT_TOKENS });
  const writer = createSummaryWriter({ prompts, maxInputTokens: config.MODEL_INPUT_TOKENS });
  const { styleNames } = prompts;
  const retryMs = config.MODEL_RETRY_MS;
  return {
    roads: {
      ...{ articles, summaries, questions, search, answers },
      ...{ exclusive, reader, writer, models, clock, retryMs, styleNames, files },
      ...{ passages: stores.passages, meaning },
    },
    extract: extractor.extract,
    close: () => extractor.close(),
  };
}

/** Null for a handle that is none of a chat app's. */
async function readChatFile(handle: string, connections: readonly Connection[]) {
  const owner = connections.find(({ platform }) => handle.startsWith(`${platform.name}:`));
  return (await owner?.platform.readFile?.(handle)) ?? null;
}

function modelsOf(config: Config, { settings, budgets }: Stores, clock: Clock): Models {
  const { MODEL, MODELS, BUDGET_TOKENS, OPENAI_BASE_URL, OPENAI_API_KEY } = config;
  const where = { baseUrl: OPENAI_BASE_URL, apiKey: OPENAI_API_KEY };
  const limits = { idleMs: config.MODEL_SILENCE_MS, restMs: config.MODEL_RETRY_MS / 2 };
  const named = (model: string): Model => createModel({ ...where, model, clock, limits });
  const standard = MODEL ? named(MODEL) : null;
  const others = MODELS.filter((name) => name !== MODEL).map(named);
  return createModels({ standard, others, mostTokens: BUDGET_TOKENS, settings, budgets });
}

function meaningOf(config: Config, { vectors }: Stores): Roads['meaning'] {
  const { EMBEDDING_MODEL, OPENAI_BASE_URL, OPENAI_API_KEY } = config;
  if (!EMBEDDING_MODEL) return null;
  const where = { baseUrl: OPENAI_BASE_URL, apiKey: OPENAI_API_KEY };
  return { vectors, embedder: createEmbedder({ ...where, model: EMBEDDING_MODEL }) };
}

function webOf(config: Config): Web {
  const proxy = config.HTTPS_PROXY ?? undefined;
  return createWeb({
    allowHosts: config.ALLOW_HOSTS,
    userAgent: USER_AGENT,
    proxy,
    limits: { wholeMs: config.FETCH_TIMEOUT_MS },
  });
}
