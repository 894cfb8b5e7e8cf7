import OpenAI from 'openai';
import type { Embedder } from '../news/passages.ts';

/** A question waits for it, so it may not take long. */
const TIMEOUT_MS = 10_000;
/** A longer text is cut: its opening is what an article is about, and servers refuse what is over their bound. */
const MAX_CHARACTERS = 8000;

/** Vectors from `/v1/embeddings` of any OpenAI-compatible server. Throws where it can't be had, or answers with something else. */
export function createEmbedder({
  baseUrl,
  apiKey,
  model,
}: {
  /** Null = OpenAI's own. */
  baseUrl: string | null;
  apiKey: string | null;
  model: string;
}): Embedder {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0, timeout: TIMEOUT_MS });
  return {
    model,
    async embed(texts) {
      const input = texts.map((text) => text.slice(0, MAX_CHARACTERS));
      // Else the client asks for base64, which not every server knows.
      const { data } = await client.embeddings.create({ model, input, encoding_format: 'float' });
      if (data.length !== texts.length)
        throw new Error(`${model} answered ${data.length} vectors for ${texts.length} texts`);
      return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
    },
  };
}
