import { setTimeout as delay } from 'node:timers/promises';
import OpenAI from 'openai';
import { z } from 'zod';
import { ModelDown, ModelRefused, ModelUnusable } from '../errors.ts';
import type { Clock, Model, ModelAnswer, ModelRequest } from '../news/ports.ts';
import type { Tokens } from '../news/usage.ts';
import { parseAnswer } from './model-answer.ts';
import { judgeTrouble } from './model-trouble.ts';

export interface ModelLimits {
  /** A stream that says nothing for this long is given up; the client's own timeout does not cover it. */
  idleMs: number;
  /** One call with everything that is tried for it. */
  totalMs: number;
  tries: number;
  /** The longest pause a server may ask for; beyond it the model counts as down. */
  maxPauseMs: number;
  maxOutputChars: number;
  /** After it was down, calls fail at once for this long. */
  restMs: number;
}

export const MODEL_LIMITS: ModelLimits = {
  idleMs: 60_000,
  totalMs: 240_000,
  tries: 3,
  maxPauseMs: 20_000,
  maxOutputChars: 200_000,
  restMs: 30_000,
};

export interface ModelOptions {
  /** Null = OpenAI's own. */
  baseUrl: string | null;
  apiKey: string | null;
  model: string;
  clock: Clock;
  limits?: Partial<ModelLimits>;
}

/** What a server may be asked for, most exact first. */
const FORMATS = ['json_schema', 'json_object', 'plain'] as const;

interface Connection {
  client: OpenAI;
  model: string;
  limits: ModelLimits;
  clock: Clock;
  /** How far down FORMATS this server made us go; remembered for later calls. */
  format: number;
}

/** A model behind any OpenAI-compatible endpoint. Its answers have passed the request's schema. */
export function createModel({ baseUrl, apiKey, model, clock, limits }: ModelOptions): Model {
  const connection: Connection = {
    client: new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0 }),
    model,
    limits: { ...MODEL_LIMITS, ...limits },
    clock,
    format: 0,
  };
  let rest: { until: number; down: ModelDown } | null = null;
  return {
    name: model,
    async answer(request) {
      if (rest && clock() < rest.until) throw rest.down;
      try {
        return await answerBounded(connection, request);
      } catch (error) {
        if (error instanceof ModelDown) rest = { until: clock() + connection.limits.restMs, down: error };
        throw error;
      }
    },
  };
}

async function answerBounded<T>(connection: Connection, request: ModelRequest<T>): Promise<ModelAnswer<T>> {
  const tooLate = AbortSignal.timeout(connection.limits.totalMs);
  const signal = request.signal ? AbortSignal.any([request.signal, tooLate]) : tooLate;
  try {
    return await answerValid(connection, { ...request, signal });
  } catch (error) {
    request.signal?.throwIfAborted();
    if (tooLate.aborted)
      throw new ModelDown('too-slow', `no answer within ${connection.limits.totalMs} ms`, { cause: error });
    throw error;
  }
}

/** Asks, and once more with what was wrong, or with more room, where the answer does not fit. */
async function answerValid<T>(connection: Connection, request: ModelRequest<T>): Promise<ModelAnswer<T>> {
  const first = await call(connection, request);
  const used = { inputTokens: first.inputTokens, outputTokens: first.outputTokens };
  const read = readReply(first, request, used);
  if ('value' in read) return { value: read.value, ...used };
  const again = {
    ...request,
    user: `${request.user}\n\nYour last answer could not be used: ${read.wrong}\nAnswer again, with the JSON alone.`,
    maxOutputTokens: request.maxOutputTokens * (first.finish === 'length' ? 2 : 1),
  };
  await request.beforeAgain?.(again, used);
  const second = await call(connection, again);
  const usedByBoth = {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
  };
  const reread = readReply(second, request, usedByBoth);
  if ('value' in reread) return { value: reread.value, ...usedByBoth };
  const wrong = reread.wrong.slice(0, 500);
  throw new ModelUnusable(`two answers of ${connection.model} could not be used: ${wrong}`, usedByBoth);
}

function readReply<T>(reply: Reply, { schema }: ModelRequest<T>, used: Tokens): { value: T } | { wrong: string } {
  if (reply.refusal || reply.finish === 'content_filter') {
    throw new ModelRefused(`the model declined: ${reply.refusal.slice(0, 300) || reply.finish}`, used);
  }
  if (reply.finish === 'length') return { wrong: 'It was cut off because it was too long.' };
  return parseAnswer(reply.text, schema);
}

interface Reply extends Tokens {
  text: string;
  refusal: string;
  finish: string;
}

/** One answer, through the server's moods: pauses it asks for, and formats it does not honour. */
async function call<T>(connection: Connection, request: ModelRequest<T>): Promise<Reply> {
  const { limits } = connection;
  for (let tries = 1; ; ) {
    try {
      return await stream(connection, request);
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof ModelDown && error.why !== 'stalled') throw error;
      const trouble =
        error instanceof ModelDown
          ? { kind: 'again' as const, afterMs: null, down: error }
          : judgeTrouble(error, connection.clock());
      if (trouble.kind === 'format' && connection.format < FORMATS.length - 1) {
        connection.format += 1;
        continue;
      }
      const pauseMs = trouble.kind === 'again' ? (trouble.afterMs ?? 500 * 2 ** tries) : Number.POSITIVE_INFINITY;
      if (tries >= limits.tries || pauseMs > limits.maxPauseMs) throw trouble.down;
      tries += 1;
      await delay(pauseMs, undefined, { signal: request.signal });
    }
  }
}

async function stream<T>(connection: Connection, request: ModelRequest<T>): Promise<Reply> {
  const { client, model, limits } = connection;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), limits.idleMs);
  const signal = request.signal ? AbortSignal.any([request.signal, idle.signal]) : idle.signal;
  try {
    const chunks = await client.chat.completions.create(
      { ...bodyOf(connection, request), model, stream: true },
      { signal },
    );
    return await collect(chunks, timer, limits);
  } catch (error) {
    if (idle.signal.aborted) throw new ModelDown('stalled', `nothing came for ${limits.idleMs} ms`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    // Ends a stream that was left half-way, so that its connection is given back.
    idle.abort();
  }
}

function bodyOf<T>({ format }: Connection, request: ModelRequest<T>) {
  const { system, user, temperature, maxOutputTokens, schema, schemaName } = request;
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: user },
  ];
  const body = { messages, temperature, max_tokens: maxOutputTokens, stream_options: { include_usage: true } };
  if (FORMATS[format] === 'plain') return body;
  if (FORMATS[format] === 'json_object') return { ...body, response_format: { type: 'json_object' as const } };
  const json_schema = { name: schemaName, strict: true, schema: z.toJSONSchema(schema) as Record<string, unknown> };
  return { ...body, response_format: { type: 'json_schema' as const, json_schema } };
}

type Chunks = AsyncIterable<OpenAI.Chat.Completions.ChatCompletionChunk>;

/** An ended stream proves nothing: only a finish_reason says that the answer is whole. */
async function collect(chunks: Chunks, timer: NodeJS.Timeout, limits: ModelLimits): Promise<Reply> {
  const reply: Reply = { text: '', refusal: '', finish: '', inputTokens: 0, outputTokens: 0 };
  // A 200 with a web page instead of a stream yields something that can't be iterated.
  if (typeof chunks?.[Symbol.asyncIterator] !== 'function') throw new ModelDown('bad-setup', NO_STREAM);
  for await (const chunk of chunks) {
    timer.refresh();
    const choice = chunk.choices?.[0];
    reply.text += choice?.delta?.content ?? '';
    reply.refusal += choice?.delta?.refusal ?? '';
    reply.finish = choice?.finish_reason ?? reply.finish;
    reply.inputTokens = chunk.usage?.prompt_tokens ?? reply.inputTokens;
    reply.outputTokens = chunk.usage?.completion_tokens ?? reply.outputTokens;
    if (reply.text.length > limits.maxOutputChars) return { ...reply, finish: 'length' };
  }
  if (reply.finish === '' && reply.text === '') throw new ModelDown('bad-setup', NO_STREAM);
  if (reply.finish === '') throw new ModelDown('stalled', 'the stream ended before the answer did');
  return reply;
}

const NO_STREAM = 'the address answers, but not as an OpenAI-compatible server: check OPENAI_BASE_URL';
