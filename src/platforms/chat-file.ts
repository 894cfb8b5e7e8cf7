import { UserError } from '../errors.ts';

/** Of a file that a chat app holds. */
export const MAX_FILE_BYTES = 20_000_000;

/** Its bytes; throws UserError once they are too many. */
export async function readChatFile(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_FILE_BYTES) throw tooLargeFile();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooLargeFile(): UserError {
  return new UserError('tooLarge', { limit: `${MAX_FILE_BYTES / 1_000_000} MB` });
}
