import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** A chat completion request as the double saw it. */
export interface ModelCall {
  /** The model's name. */
  model: string;
  system: string;
  user: string;
  /** "json_schema", "json_object" or "plain". */
  format: string;
  maxTokens: number;
  /** The article's numbered sentences, read from the prompt. */
  sentences: Map<number, string>;
}

export interface Statement {
  text: string;
  sentences: number[];
}

/** What the double does with a call. */
export type Reply =
  /** `read` and `wrote` are the tokens it says it took. */
  | { statements: Statement[]; fenced?: boolean; thinks?: boolean; finish?: string; read?: number; wrote?: number }
  | { text: string; finish?: string | null }
  | { refusal: string }
  | { status: number; body?: object; headers?: Record<string, string> }
  | { html: string }
  | { fault: 'stall' | 'disconnect' | 'error-in-stream' };

export interface ModelDouble {
  /** For OPENAI_BASE_URL. */
  url: string;
  calls: ModelCall[];
  /** How calls are answered from now on. */
  answers(script: (call: ModelCall, count: number) => Reply | Promise<Reply>): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ type: z.string() }).optional(),
  max_tokens: z.number(),
});

/** An OpenAI-compatible server on 127.0.0.1 that does what the test scripts, faults of real servers included. */
export async function startModel(script: Parameters<ModelDouble['answers']>[0]): Promise<ModelDouble> {
  let answer = script;
  const calls: ModelCall[] = [];
  const server = createServer(async (request, response) => {
    const call = readCall(await readBody(request));
    calls.push(call);
    await respond(await answer(call, calls.length), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    answers: (next) => {
      answer = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function readCall(body: string): ModelCall {
  const { model, messages, response_format, max_tokens } = requestSchema.parse(JSON.parse(body));
  const of = (role: string) => messages.find((message) => message.role === role)?.content ?? '';
  const user = of('user');
  const lines = [...user.matchAll(/^(\d+)\. (.*)$/gm)];
  return {
    model,
    system: of('system'),
    user,
    format: response_format?.type ?? 'plain',
    maxTokens: max_tokens,
    sentences: new Map(lines.map(([, id, text]) => [Number(id), text ?? ''])),
  };
}

async function respond(reply: Reply, response: ServerResponse): Promise<void> {
  if ('status' in reply) {
    const body = JSON.stringify(reply.body ?? { error: { message: `status ${reply.status}` } });
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(body);
  } else if ('html' in reply) {
    response.writeHead(200, { 'content-type': 'text/html' }).end(reply.html);
  } else {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await streamReply(reply, response);
  }
}

async function streamReply(reply: Exclude<Reply, { status: number } | { html: string }>, response: ServerResponse) {
  const send = (choice: object) => response.write(`data: ${JSON.stringify(chunkOf(choice))}\n\n`);
  if ('fault' in reply) {
    send({ delta: { content: '{"statements":[' } });
    if (reply.fault === 'error-in-stream') response.end('data: {"error":{"message":"out of memory","code":500}}\n\n');
    if (reply.fault === 'disconnect') await delay(20).then(() => response.destroy());
    return;
  }
  if ('refusal' in reply) send({ delta: { refusal: reply.refusal } });
  else for (const piece of textOf(reply).match(/[\s\S]{1,40}/g) ?? []) send({ delta: { content: piece } });
  const finish = 'refusal' in reply || reply.finish === undefined ? 'stop' : reply.finish;
  if (finish === null) return void response.end();
  send({ delta: {}, finish_reason: finish });
  const { read = 100, wrote = 20 } = 'statements' in reply ? reply : {};
  const usage = { prompt_tokens: read, completion_tokens: wrote, total_tokens: read + wrote };
  response.write(`data: ${JSON.stringify({ ...chunkOf(null), usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}

function chunkOf(choice: object | null): object {
  const choices = choice === null ? [] : [{ index: 0, finish_reason: null, ...choice }];
  return { id: 'c1', object: 'chat.completion.chunk', created: 0, model: 'double', choices };
}

function textOf(reply: { text: string } | { statements: Statement[]; fenced?: boolean; thinks?: boolean }): string {
  if ('text' in reply) return reply.text;
  const json = JSON.stringify({ statements: reply.statements });
  const fenced = reply.fenced ? `Here it is:\n\`\`\`json\n${json}\n\`\`\`` : json;
  return reply.thinks ? `<think>{"statements": "not yet"}</think>${fenced}` : fenced;
}
