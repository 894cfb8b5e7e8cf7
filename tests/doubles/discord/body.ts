import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from './types.ts';

export interface ReadBody {
  /** JSON, or the payload_json of a form; null where there is none. */
  json: unknown;
  /** files[n] of a form by n. */
  files: { index: number; file: UploadedFile }[];
}

const MAX_BYTES = 30 * 1024 * 1024;

/** Reads JSON and multipart bodies as discord.js and our own calls send them. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const bytes = await allBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.byteLength === 0) return { json: null, files: [] };
  if (!type.startsWith('multipart/form-data')) return { json: JSON.parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files: ReadBody['files'] = [];
  for (const [key, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    const content = new Uint8Array(await value.arrayBuffer());
    files.push({ index: Number(index), file: { name: value.name, type: value.type, bytes: content } });
  }
  return { json: typeof payload === 'string' ? JSON.parse(payload) : null, files };
}

async function allBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('the body is too large for the double');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
