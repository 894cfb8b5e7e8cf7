import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Sentence } from '../src/news/sentence.ts';
import { wordsOf } from '../src/news/words.ts';
import { numberSentences } from '../src/reading/sentences.ts';
import { writeExtract } from '../src/writing/extractive.ts';
import { lexRank, vectorsOf } from '../src/writing/extractive-centrality.ts';

const MATERIAL = `${import.meta.dirname}/../../shared/data`;

/** An article, how many sentences are asked for, and a text that tells what matters in it. */
interface Trial {
  set: string;
  sentences: Sentence[];
  count: number;
  reference: string;
}

type Method = (sentences: Sentence[], count: number) => string[];

const METHODS: Record<string, Method> = {
  copydesk: (sentences, count) =>
    writeExtract({ title: null, sentences, language: 'en' }, count).map((claim) => claim.text),
  'lead-k': (sentences, count) => sentences.slice(0, count).map(({ text }) => text),
  'plain LexRank': (sentences, count) => {
    const ranks = lexRank(vectorsOf(sentences.map(({ text }) => lowerWords(text))));
    const highest = sentences.map(({ text }, place) => ({ text, place, rank: ranks[place] ?? 0 }));
    highest.sort((one, other) => other.rank - one.rank);
    return highest
      .slice(0, count)
      .sort((one, other) => one.place - other.place)
      .map(({ text }) => text);
  },
};

/**
 * Extracts beside lead-k and plain LexRank: ROUGE-1 and ROUGE-2 against summaries that people found consistent with the source, and
 * against headlines that no method saw; the share of quiz answers that stand in five sentences of the article that holds them.
 */
export async function bench(): Promise<void> {
  if (!existsSync(MATERIAL)) return console.log(`left out: there is no material in ${MATERIAL}`);
  const trials = [...consistentSummaries(), ...headlines()];
  console.log('set · method · trials · words · ROUGE-1 P/R/F · ROUGE-2 F · ms per article');
  for (const set of new Set(trials.map((trial) => trial.set))) {
    for (const [name, method] of Object.entries(METHODS)) {
      report(
        set,
        name,
        trials.filter((trial) => trial.set === set),
        method,
      );
    }
  }
  reportAnswers();
}

function score(trials: Trial[], method: Method) {
  const sum = { words: 0, precision: 0, recall: 0, one: 0, two: 0, ms: 0 };
  for (const { sentences, count, reference } of trials) {
    const started = performance.now();
    const extract = method(sentences, count).join(' ');
    sum.ms += performance.now() - started;
    const unigrams = overlap(lowerWords(extract), lowerWords(reference));
    sum.words += lowerWords(extract).length;
    sum.precision += unigrams.precision;
    sum.recall += unigrams.recall;
    sum.one += unigrams.f1;
    sum.two += overlap(pairsOf(lowerWords(extract)), pairsOf(lowerWords(reference))).f1;
  }
  return Object.fromEntries(Object.entries(sum).map(([key, value]) => [key, value / trials.length])) as typeof sum;
}

function report(set: string, name: string, trials: Trial[], method: Method): void {
  const mean = score(trials, method);
  const share = (value: number) => value.toFixed(3);
  console.log(
    [
      set.padEnd(20),
      name.padEnd(14),
      String(trials.length).padStart(5),
      mean.words.toFixed(0).padStart(4),
      `${share(mean.precision)}/${share(mean.recall)}/${share(mean.one)}`,
      share(mean.two),
      mean.ms.toFixed(2).padStart(6),
    ].join(' · '),
  );
}

/** ROUGE-N (Lin 2004) without stemming. */
function overlap(extract: string[], reference: string[]): { precision: number; recall: number; f1: number } {
  const left = new Map<string, number>();
  for (const gram of reference) left.set(gram, (left.get(gram) ?? 0) + 1);
  let shared = 0;
  for (const gram of extract) {
    const count = left.get(gram) ?? 0;
    if (count > 0) {
      shared++;
      left.set(gram, count - 1);
    }
  }
  const precision = shared / Math.max(1, extract.length);
  const recall = shared / Math.max(1, reference.length);
  return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function lowerWords(text: string): string[] {
  return wordsOf(text.toLowerCase());
}

function pairsOf(words: string[]): string[] {
  return words.slice(1).map((word, place) => `${words[place]} ${word}`);
}

interface Labelled {
  set: string;
  source: string;
  summary?: string;
  worst?: string;
  sentences?: { text: string; supported: boolean }[];
}

function consistentSummaries(): Trial[] {
  return linesOf<Labelled>('faithfulness/labelled.jsonl.gz').flatMap(({ set, source, summary, worst, sentences }) => {
    const reference =
      summary === undefined
        ? (sentences ?? [])
            .filter(({ supported }) => supported)
            .map(({ text }) => text)
            .join(' ')
        : worst === 'Consistent'
          ? summary
          : '';
    if (reference === '') return [];
    return [{ set, sentences: numberSentences(source.split(/\n\s*\n/), 'en'), count: countFor(reference), reference }];
  });
}

/** As many sentences as the reference is long, at the usual length of a news sentence. */
function countFor(reference: string): number {
  return Math.max(1, Math.round(lowerWords(reference).length / 22));
}

interface StoredPage {
  id: number;
  title: string;
  text: string;
}

function headlines(): Trial[] {
  return linesOf<StoredPage>('retrieval/articles.jsonl.gz')
    .filter(({ text }) => text.length > 1500)
    .map(({ title, text }) => ({
      set: 'unseen headlines',
      sentences: numberSentences(text.split(/\n\s*\n/), 'en'),
      count: 3,
      reference: title.replace(/\s*\.\.\.$| - CNN.*$/u, ''),
    }));
}

interface Question {
  answer: string[];
  gold: number[];
}

function answers(method: Method, count: number): { found: number; held: number } {
  const pages = new Map(linesOf<StoredPage>('retrieval/articles.jsonl.gz').map((page) => [page.id, page]));
  let found = 0;
  let held = 0;
  for (const { answer, gold } of linesOf<Question>('retrieval/questions.jsonl')) {
    for (const id of gold) {
      const text = pages.get(id)?.text ?? '';
      const wanted = answer.map((words) => bare(words)).find((words) => words !== '' && bare(text).includes(words));
      if (wanted === undefined) continue;
      held++;
      const extract = method(numberSentences(text.split(/\n\s*\n/), 'en'), count).join(' ');
      if (bare(extract).includes(wanted)) found++;
    }
  }
  return { found, held };
}

function reportAnswers(): void {
  for (const count of [5, 8]) {
    for (const [name, method] of Object.entries(METHODS)) {
      const { found, held } = answers(method, count);
      console.log(`quiz answer stands in ${count} sentences · ${name.padEnd(14)} · ${found} of ${held}`);
    }
  }
}

function bare(text: string): string {
  return lowerWords(text).join(' ');
}

function linesOf<T>(path: string): T[] {
  const bytes = readFileSync(`${MATERIAL}/${path}`);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
  // The shape is what the material's README promises; a bench may fail loudly where it is not.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
