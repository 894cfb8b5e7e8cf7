import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';
import { UserError } from '../errors.ts';

export interface BodyLimits {
  /** Of what arrives, and of what it unpacks to. */
  maxBytes: number;
  /** Unpacked bytes for each one that arrived; the first megabyte is free, for small pages pack well. */
  maxRatio: number;
}

/** The whole body with its transfer's packing undone. Throws UserError tooLarge as soon as a bound is crossed. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  headers: Record<string, string>,
  limits: BodyLimits,
): Promise<Uint8Array> {
  if (Number(headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits);
  const arrived = await collect(body, limits);
  return await unpack(arrived, readEncodings(headers['content-encoding']), limits);
}

export function tooLarge({ maxBytes }: BodyLimits): UserError {
  const size = maxBytes >= 1_000_000 ? `${Math.floor(maxBytes / 1_000_000)} MB` : `${maxBytes} bytes`;
  return new UserError('tooLarge', { limit: size });
}

async function collect(body: AsyncIterable<Uint8Array>, limits: BodyLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** Outermost first: the order in which they are undone. */
function readEncodings(header: string | undefined): string[] {
  const names = (header ?? '').toLowerCase().split(',');
  const packings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  // Nobody packs thrice but to hide how much it is.
  if (packings.length > 2) throw new UserError('unsupportedType', { type: 'a page packed many times over' });
  return packings.toReversed();
}

async function unpack(arrived: Uint8Array, encodings: string[], limits: BodyLimits): Promise<Uint8Array> {
  const maxOutputLength = Math.min(limits.maxBytes, Math.max(1_000_000, arrived.length * limits.maxRatio));
  let bytes = arrived;
  for (const encoding of encodings) {
    const undo = unpackers[encoding];
    if (!undo) throw new UserError('unsupportedType', { type: `a page packed as “${encoding.slice(0, 20)}”` });
    if (bytes.length > 0) bytes = await undo(bytes, { maxOutputLength });
  }
  return bytes;
}

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

// A stream that ends too soon gives what it held, as in browsers.
const zlibLenient = { finishFlush: constants.Z_SYNC_FLUSH };
const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);
const brotliAsync = promisify(brotliDecompress);

const gunzipBody: Unpack = (bytes, options) => gunzipAsync(bytes, { ...zlibLenient, ...options });

const unpackers: Record<string, Unpack> = {
  gzip: gunzipBody,
  'x-gzip': gunzipBody,
  // "deflate" means zlib by the standard and raw deflate by many a server; zlib's first byte tells them apart.
  deflate: (bytes, options) =>
    ((bytes[0] ?? 0) & 0x0f) === 8
      ? inflateAsync(bytes, { ...zlibLenient, ...options })
      : inflateRawAsync(bytes, { ...zlibLenient, ...options }),
  br: (bytes, options) => brotliAsync(bytes, options),
};
