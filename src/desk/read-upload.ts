import { UserError } from '../errors.ts';
import type { Article } from '../news/article.ts';
import type { Scope } from '../news/ports.ts';
import type { Reader } from './summarize.ts';

interface File {
  name: string;
  type: string | null;
  bytes: Uint8Array;
}

/** What reads addresses, texts and files, with the uploads of a channel found for it. */
export function createUploadReader(ports: {
  reader: {
    readAddress(url: string): Promise<Article>;
    readText(text: string): Promise<Article>;
    readFile(file: File): Promise<Article>;
  };
  uploads: { find(id: string, channel: string): Promise<File | null> };
  /** The bytes of a file that a chat platform holds; null for a handle that is none's. */
  readChatFile(handle: string): Promise<File | null>;
  sample: File;
}): Reader {
  const { reader, uploads, readChatFile, sample } = ports;
  return {
    readAddress: (url) => reader.readAddress(url),
    readText: (text) => reader.readText(text),
    readSample: () => reader.readFile(sample),
    async readUpload(id: string, { channel }: Scope) {
      const file = (await readChatFile(id)) ?? (await uploads.find(id, channel));
      if (!file) throw new UserError('goneUpload');
      return await reader.readFile(file);
    },
  };
}
