export interface Token {
  text: string;
  lower: string;
  /** Where it stands in the sentence. */
  at: number;
}

/** Words, numbers and the marks that part a sentence. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], lower: match[0].toLowerCase(), at: match.index }));
}

const TOKEN =
  /\p{N}+(?:[-–:]\p{N}+)+(?!\p{N})|\p{N}[\p{N},]*(?:\.\p{N}+)?(?<!,)|[$€£¥%]|[\p{L}\p{M}](?:\.\p{L}(?!\p{L}))+\.?|[\p{L}\p{M}]+(?:['’]\p{L}+)*|[.,;:!?()"“”‘’—–-]/gu;
