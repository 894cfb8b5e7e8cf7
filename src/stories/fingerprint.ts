import { createHash } from 'node:crypto';
import { wordsOf } from '../news/words.ts';
import { shinglesOf } from './shingles.ts';
import { type Term, weighTerms } from './terms.ts';
import { urlKeyOf } from './url-key.ts';

/** An article as a source gave it. What it did not give is empty; `published` is in milliseconds since 1970. */
export interface Reported {
  id: string;
  url: string;
  title: string;
  text: string;
  published: number;
}

/** What is kept of an article to find its story: plain values, to be stored with it. */
export interface Fingerprint {
  id: string;
  urlKey: string;
  /** SHA-256 of the words of title and text, hex; null where there are none. */
  contentHash: string | null;
  published: number;
  terms: Term[];
  shingles: Uint32Array;
}

export function fingerprintOf({ id, url, title, text, published }: Reported): Fingerprint {
  const words = wordsOf(`${title}\n${text}`).join(' ').toLowerCase();
  return {
    id,
    urlKey: urlKeyOf(url),
    contentHash: words === '' ? null : createHash('sha256').update(words).digest('hex'),
    published,
    terms: weighTerms(title, text),
    shingles: shinglesOf(text),
  };
}
