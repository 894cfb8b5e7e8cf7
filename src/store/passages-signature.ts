const HASHES = 32;
/** Odd multipliers make 32 different orders of the same hashes. */
const MULTIPLIERS = Array.from({ length: HASHES }, (_, index) => Math.imul(index * 2 + 1, 0x9e3779b1) | 1);

/** Min-hash (Broder 1997) of the text's word triples: two texts agree in about as many of its numbers as they share triples. */
export function signatureOf(words: string[]): number[] {
  const least = new Int32Array(HASHES).fill(0x7fffffff);
  for (let index = 0; index + 2 < words.length; index++) {
    const hash = hashOf(`${words[index]} ${words[index + 1]} ${words[index + 2]}`.toLowerCase());
    for (let n = 0; n < HASHES; n++) {
      const ordered = Math.imul(hash ^ (hash >>> 15), MULTIPLIERS[n] ?? 1);
      if (ordered < (least[n] ?? 0)) least[n] = ordered;
    }
  }
  return words.length < 3 ? [] : [...least];
}

/** FNV-1a, 32 bits, signed. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
