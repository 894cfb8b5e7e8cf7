import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Encrypts secrets that are kept: tokens of replies and of installations. */
export interface Sealer {
  seal(text: string): Buffer;
  /** Throws OtherKey where it was sealed with another key, or changed since. */
  open(sealed: Buffer): string;
}

export class OtherKey extends Error {
  override name = 'OtherKey';
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a random nonce each time: nonce, tag, text. */
export function createSealer(secret: string): Sealer {
  const key = createHash('sha256').update(secret).digest();
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return text.toString('utf8');
      } catch (error) {
        throw new OtherKey(OTHER_KEY, { cause: error });
      }
    },
  };
}

const OTHER_KEY =
  'A token in the database was encrypted with another key. Set SECRET_KEY to the former one (or bring back the file secret-key in DATA_DIR), or install the app anew.';

/** This machine's own secret, made once: for a desk whose settings name none. */
export function machineSecret(dataDir: string): string {
  const path = join(dataDir, 'secret-key');
  if (existsSync(path)) return readFileSync(path, 'utf8');
  mkdirSync(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    // Whole from the first moment, and never in the place of one that another process made a moment before.
    linkSync(draft, path);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    // Some file systems know no links; there the last of those that start at once wins.
    if (!isThere) renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}
