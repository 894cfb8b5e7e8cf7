import { hashOf } from './passages-signature.ts';

/** Where an article's terms stand, as the store packs it: reading them from a tsvector takes ten times as long. */
export interface Places {
  sentenceStarts: number[];
  signature: number[];
  positions: Map<string, number[]>;
}

/**
 * Little endian: counts of sentences, signature numbers, lexemes and positions (u32 each); sentence starts (u16); signature
 * (i32); the lexemes' hashes in ascending order (u32); where each one's positions end (u32); positions (u16).
 */
export function packPlaces({ sentenceStarts, signature, positions }: Places): Buffer {
  const lexemes = [...positions].map(([lexeme, places]) => ({ hash: hashOf(lexeme) >>> 0, places }));
  lexemes.sort((one, other) => one.hash - other.hash);
  const places = lexemes.flatMap((lexeme) => lexeme.places);
  const ends: number[] = [];
  for (const lexeme of lexemes) ends.push((ends.at(-1) ?? 0) + lexeme.places.length);
  const parts: [number[] | readonly number[], 2 | 4][] = [
    [[sentenceStarts.length, signature.length, lexemes.length, places.length], 4],
    [sentenceStarts, 2],
    [signature.map((hash) => hash >>> 0), 4],
    [lexemes.map(({ hash }) => hash), 4],
    [ends, 4],
    [places, 2],
  ];
  const bytes = Buffer.alloc(parts.reduce((sum, [numbers, width]) => sum + numbers.length * width, 0));
  let offset = 0;
  for (const [numbers, width] of parts) {
    for (const number of numbers) offset = bytes.writeUIntLE(number, offset, width);
  }
  return bytes;
}

/** The positions of the lexemes asked for only. */
export function unpackPlaces(bytes: Buffer, lexemes: string[]): Places {
  const [sentences, hashes, count] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  const signatureAt = 16 + sentences * 2;
  const lexemesAt = signatureAt + hashes * 4;
  const endsAt = lexemesAt + count * 4;
  const positionsAt = endsAt + count * 4;
  const positions = new Map<string, number[]>();
  for (const lexeme of lexemes) {
    const index = indexOf(hashOf(lexeme) >>> 0, bytes, lexemesAt, count);
    if (index === -1) continue;
    const from = index === 0 ? 0 : bytes.readUInt32LE(endsAt + (index - 1) * 4);
    const to = bytes.readUInt32LE(endsAt + index * 4);
    positions.set(
      lexeme,
      Array.from({ length: to - from }, (_, place) => bytes.readUInt16LE(positionsAt + (from + place) * 2)),
    );
  }
  return {
    sentenceStarts: Array.from({ length: sentences }, (_, index) => bytes.readUInt16LE(16 + index * 2)),
    signature: Array.from({ length: hashes }, (_, index) => bytes.readInt32LE(signatureAt + index * 4)),
    positions,
  };
}

function indexOf(hash: number, bytes: Buffer, at: number, count: number): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = bytes.readUInt32LE(at + middle * 4);
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
