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

export const WEIGHTS = { facts: 0.5, section: 0.3, paragraph: 0.05, redundancy: 0.6, enough: 3, unknown: 0.75, early: 2, telling: 1.2 };
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
    const worth = worthOf(candidate, told) - WEIGHTS.redundancy * likeness;
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
  const known = introductions.every((id) => told.ids.has(id)) ? 1 : WEIGHTS.unknown;
  let fresh = 0;
  for (const [fact, worth] of facts) if (!told.facts.has(fact)) fresh += worth;
  const news = WEIGHTS.facts * Math.min(1, fresh / WEIGHTS.enough);
  const coverage =
    (told.sections.has(section) ? 0 : WEIGHTS.section) +
    (told.paragraphs.has(sentence.paragraph) ? 0 : WEIGHTS.paragraph);
  // The first few sentences are for the news itself; the more room there is, the more the other parts count, told by who adds facts.
  const room = (told.ids.size / WEIGHTS.early) * Math.min(1, fresh / WEIGHTS.telling);
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
