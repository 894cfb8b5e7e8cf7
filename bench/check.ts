import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Sentence } from '../src/news/sentence.ts';
import { wordsOf } from '../src/news/words.ts';
import { numberSentences, splitSentences } from '../src/reading/sentences.ts';
import { checkText } from '../src/writing/verify.ts';

const MATERIAL = `${import.meta.dirname}/../../shared/data`;

/** Statements and whether people found their source to hold them. */
export interface Trial {
  set: string;
  source: string;
  text: string;
  supported: boolean;
}

type Method = (texts: string[], sentences: Sentence[], source: string) => boolean;

const METHODS: Record<string, Method> = {
  copydesk: (texts, sentences) => checkText(texts, sentences).supported,
  'number or name absent': (texts, _, source) => !texts.some((text) => lacksFact(text, source)),
  'novel bigrams > 0.6': (texts, _, source) => novelShare(texts.join(' '), source) <= 0.6,
};

/** Our check beside a rule that looks for absent numbers and names, and beside the share of novel bigrams. */
export async function bench(): Promise<void> {
  if (!existsSync(MATERIAL)) return console.log(`left out: there is no material in ${MATERIAL}`);
  const trials = trialsIn(MATERIAL);
  console.log(
    'set · method · trials · balanced accuracy · unsupported: precision, recall · good refused · ms per check',
  );
  for (const set of new Set(trials.map((trial) => trial.set))) {
    for (const [name, method] of Object.entries(METHODS)) {
      const { accuracy, precision, recall, refused, count, ms } = score(
        trials.filter((trial) => trial.set === set),
        method,
      );
      const figures = [accuracy, precision, recall, refused].map((value) => value.toFixed(2)).join(' · ');
      console.log(
        `${set.padEnd(12)} · ${name.padEnd(22)} · ${String(count).padStart(4)} · ${figures} · ${ms.toFixed(2)}`,
      );
    }
  }
}

export function score(trials: Trial[], method: Method = METHODS.copydesk ?? (() => true)) {
  const counts = { caught: 0, missed: 0, refused: 0, passed: 0 };
  let ms = 0;
  for (const { source, text, supported } of trials) {
    const sentences = numberSentences(source.split(/\r?\n/), 'en');
    const texts = splitSentences(text, 'en');
    const started = performance.now();
    const passes = method(texts, sentences, source);
    ms += performance.now() - started;
    counts[supported ? (passes ? 'passed' : 'refused') : passes ? 'missed' : 'caught']++;
  }
  const { caught, missed, refused, passed } = counts;
  const recall = caught / Math.max(1, caught + missed);
  return {
    accuracy: (recall + passed / Math.max(1, passed + refused)) / 2,
    precision: caught / Math.max(1, caught + refused),
    recall,
    refused: refused / Math.max(1, passed + refused),
    count: trials.length,
    ms: ms / Math.max(1, trials.length),
  };
}

interface Labelled {
  set: string;
  source: string;
  summary?: string;
  worst?: string;
  best?: string;
  sentences?: { text: string; supported: boolean }[];
}

/** The labelled sets, and the article with its claims. FaithBench: what all readers found consistent, and what all found unwanted. */
export function trialsIn(material: string): Trial[] {
  const labelled = linesOf<Labelled>(`${material}/faithfulness/labelled.jsonl.gz`).flatMap((line) => {
    const { set, source, summary, worst, best, sentences } = line;
    if (sentences) return sentences.map(({ text, supported }) => ({ set, source, text, supported }));
    const supported = worst === 'Consistent' ? true : best === 'Unwanted' ? false : null;
    return supported === null || summary === undefined ? [] : [{ set, source, text: summary, supported }];
  });
  const article = readFileSync(`${material}/articles/acting-irs-chief-resigns.txt`, 'utf8');
  const claims = linesOf<{ text: string; supported: boolean }>(`${material}/articles/acting-irs-chief-claims.jsonl`);
  return [...claims.map(({ text, supported }) => ({ set: 'article', source: article, text, supported })), ...labelled];
}

function linesOf<T>(path: string): T[] {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
  // The shape is what the material's README promises; a bench may fail loudly where it is not.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/** The plain peer: a number, or a word with a capital inside a sentence, that the source does not have. */
function lacksFact(text: string, source: string): boolean {
  const held = new Set(wordsOf(source.toLowerCase()));
  return wordsOf(text).some(
    (word, at) => (/^\p{N}/u.test(word) || (at > 0 && /^\p{Lu}/u.test(word))) && !held.has(word.toLowerCase()),
  );
}

function novelShare(text: string, source: string): number {
  const held = new Set(pairsOf(source));
  const pairs = pairsOf(text);
  return pairs.filter((pair) => !held.has(pair)).length / Math.max(1, pairs.length);
}

function pairsOf(text: string): string[] {
  const words = wordsOf(text.toLowerCase());
  return words.slice(1).map((word, place) => `${words[place]} ${word}`);
}
