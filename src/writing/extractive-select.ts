import type { Sentence } from '../news/sentence.ts';
import { cosine, type Vector } from './extractive-centrality.ts';
import type { Opening } from './extractive-openers.ts';

/** A sentence with what is known about it before any is chosen. */
export interface Candidate {
  sentence: Sentence;
  /** Which part of the article it stands in, from 0. */
  section: number;
  vector: Vector;
  /** Names and figures with their worth. */
  facts: Map<string, number>;
  opening: Opening;
  /** Ids of the sentences that introduce those whom this one calls by last name only. */
  introductions: number[];
  /** How well it stands alone, 0–1. */
  fitness: number;
  /** Lead, headline and centrality together. */
  score: number;
}

/** How much of a sentence's worth is left when it leans on one that is chosen too, and when on one that is not. */
const LEANING: Record<Opening, { onChosen: number; onAbsent: number }> = {
  pronoun: { onChosen: 0.95, onAbsent: 0.5 },
  connective: { onChosen: 0.9, onAbsent: 0.65 },
  writer: { onChosen: 1, onAbsent: 1 },
  free: { onChosen: 1, onAbsent: 1 },
};

/** Chosen on one half of the material of bench/extractive.ts and checked on the other, there and by eye on whole articles. */
const FACTS = 0.5;
const SECTION = 0.15;
const PARAGRAPH = 0.05;
const REDUNDANCY = 0.6;
/** New names and figures worth this much together cannot be worth more, and this much makes a sentence one that tells. */
const ENOUGH_FACTS = 3;
const TELLING_FACTS = 1.2;
/** What is left of a sentence's worth when it names somebody whom no chosen sentence has introduced. */
const UNINTRODUCED = 0.75;
/** From this many chosen sentences on, covering the other parts counts in full, and then more. */
const EARLY = 2;
/** Above this two sentences say the same. */
const SAME = 0.75;

/**
 * Greedy choice by worth less likeness to what is chosen (MMR: Carbonell & Goldstein 1998, "The Use of MMR, Diversity-Based
 * Reranking"), plus what is new: names, figures, parts of the article not yet covered. Answers in the article's order.
 */
export function selectSentences(candidates: Candidate[], count: number): Candidate[] {
  if (candidates.length <= count) return candidates;
  const chosen = new Set<Candidate>();
  const open = new Map(candidates.map((candidate) => [candidate, 0]));
  const told: Told = { facts: new Set(), sections: new Set(), paragraphs: new Set(), ids: new Set() };
  while (chosen.size < count && open.size > 0) {
    const best = bestOf(open, told);
    chosen.add(best);
    open.delete(best);
    for (const fact of best.facts.keys()) told.facts.add(fact);
    told.sections.add(best.section);
    told.paragraphs.add(best.sentence.paragraph);
    told.ids.add(best.sentence.id);
    markLikeness(open, best);
  }
  return candidates.filter((candidate) => chosen.has(candidate));
}

interface Told {
  facts: Set<string>;
  sections: Set<number>;
  paragraphs: Set<number>;
  ids: Set<number>;
}

function bestOf(open: Map<Candidate, number>, told: Told): Candidate {
  let best: Candidate | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [candidate, likeness] of open) {
    const worth = worthOf(candidate, told) - REDUNDANCY * likeness;
    if (worth > highest) {
      best = candidate;
      highest = worth;
    }
  }
  if (!best) throw new Error('nothing to choose from');
  return best;
}

function worthOf(candidate: Candidate, told: Told): number {
  const { sentence, section, facts, opening, introductions, fitness, score } = candidate;
  const leaning = LEANING[opening][told.ids.has(sentence.id - 1) ? 'onChosen' : 'onAbsent'];
  const known = introductions.every((id) => told.ids.has(id)) ? 1 : UNINTRODUCED;
  let fresh = 0;
  for (const [fact, worth] of facts) if (!told.facts.has(fact)) fresh += worth;
  const news = FACTS * Math.min(1, fresh / ENOUGH_FACTS);
  const coverage =
    (told.sections.has(section) ? 0 : SECTION) + (told.paragraphs.has(sentence.paragraph) ? 0 : PARAGRAPH);
  // The first few sentences are for the news itself; the more room there is, the more the other parts count, told by who adds facts.
  const room = (told.ids.size / EARLY) * Math.min(1, fresh / TELLING_FACTS);
  return fitness * leaning * known * (score + news + room * coverage);
}

/** What says the same as the chosen one is no longer open; the rest remembers how alike it is to the most alike. */
function markLikeness(open: Map<Candidate, number>, chosen: Candidate): void {
  for (const [candidate, likeness] of open) {
    const now = cosine(candidate.vector, chosen.vector);
    if (now >= SAME) open.delete(candidate);
    else if (now > likeness) open.set(candidate, now);
  }
}
