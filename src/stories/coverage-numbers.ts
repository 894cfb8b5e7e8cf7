import type { Disagreement } from '../news/story.ts';
import { countShared } from './content.ts';
import { evidence, type Line } from './line.ts';
import { EXTENTS, type Measure } from './measures.ts';
import { senseOf } from './senses.ts';
import { stemOf } from './stem.ts';

interface Mention {
  line: Line;
  measure: Measure;
}

/** Numbers of the same thing that can't all be right. */
export function numberDisagreements(articles: readonly Line[][]): Disagreement[] {
  const mentions = articles.flat().flatMap((line) => {
    return isBackground(line.text) ? [] : line.measures.map((measure): Mention => ({ line, measure }));
  });
  return groupsOf(mentions).flatMap((group) => {
    const articleIds = [...new Set(group.map(({ line }) => line.articleId))];
    const sets = articleIds.map((id) => group.filter(({ line }) => line.articleId === id));
    const apart = sets.filter((one) => sets.some((other) => other !== one && areApart(one, other)));
    if (apart.length === 0) return [];
    const usual = medianOf(group.map(({ measure }) => measure.value));
    const values = apart.map((one) => nearest(one, usual)).map(({ line, measure }) => evidence(line, textOf(measure)));
    return [{ kind: 'number' as const, about: labelOf(group), values }];
  });
}

function medianOf(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Of several figures that an article gives, the one that is of the same size as the others' (an older toll is not). */
function nearest(mentions: Mention[], usual: number): Mention {
  const ratio = ({ measure }: Mention) => Math.abs(Math.log((measure.value || 1) / (usual || 1)));
  return mentions.reduce((best, mention) => (ratio(mention) < ratio(best) ? mention : best));
}

/** What happened before is no part of this event's figures. */
export function isBackground(text: string): boolean {
  return /\b(?:in|since|of) (?:19|20)\d{2}\b|\bin (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:years?|months|decades?) (?:ago|earlier)\b|\blast (?:year|month)\b|\bprevious(?:ly)?\b/i.test(
    text,
  );
}

/** Mentions of the same thing: each joins the first group that holds one like it in another article or its own. */
function groupsOf(mentions: Mention[]): Mention[][] {
  const groups: Mention[][] = [];
  for (const mention of mentions) {
    const group = groups.find((others) => others.some((other) => isSameThing(mention, other)));
    if (group) group.push(mention);
    else groups.push([mention]);
  }
  return groups;
}

function isSameThing({ measure, line }: Mention, other: Mention): boolean {
  return areSameThing(measure, other.measure, line, other.line);
}

/** Whether two numbers are of the same thing: of the same fate, or of the same unit amid the same words. */
export function areSameThing(
  one: Measure,
  other: Measure,
  line: { content: ReadonlySet<string> },
  otherLine: { content: ReadonlySet<string> },
): boolean {
  if (one.about !== other.about || one.unit !== other.unit || !areNear(one.value, other.value)) return false;
  if (one.isPlain) return true;
  if (one.about === 'number') return false;
  const shared = countShared(one.context, other.context);
  const sharedAll = countShared(line.content, otherLine.content);
  const needed = EXTENTS.test(one.about) || one.unit === '%' ? 3 : 2;
  return shared >= needed || (shared >= 1 && sharedAll >= needed + 1);
}

const MOST_TIMES = 20;

/** Two figures further apart are not of one thing, whatever the words. */
function areNear(one: number, other: number): boolean {
  if (Number.isNaN(one) || Number.isNaN(other)) return true;
  return Math.max(one, other) <= MOST_TIMES * Math.max(1, Math.min(one, other));
}

/** No number of the one article agrees with one of the other. */
function areApart(one: Mention[], other: Mention[]): boolean {
  return !one.some(({ measure }) => other.some((mention) => agree(measure, mention.measure)));
}

const ROUND_SHARE = 0.1;

/** The same number, or one that a hedge or rounding allows. */
export function agree(one: Measure, other: Measure): boolean {
  if (one.unit === 'score') return one.text === other.text;
  if (one.value === other.value) return true;
  const isRough = [one, other].some((measure) => measure.hedge !== null || isRound(measure.value));
  return isRough && Math.abs(one.value - other.value) <= ROUND_SHARE * Math.max(one.value, other.value);
}

/** At least 100 and one digit that says something ("3,000"). */
function isRound(value: number): boolean {
  return value >= 100 && value % 10 ** Math.floor(Math.log10(value)) === 0;
}

const HEDGES = { least: 'at least ', most: 'up to ', about: 'about ' };

function textOf({ hedge, text, unit }: Measure): string {
  return `${hedge ? HEDGES[hedge] : ''}${text}${unit === '%' ? ' %' : ''}`;
}

/** The fate, the noun, or the unit with a word that all have near it ("% of profit"). */
function labelOf(group: Mention[]): string {
  const [first] = group;
  if (!first) return '';
  const { about, isPlain, unit } = first.measure;
  if (isPlain || (unit === '' && about !== 'number')) return about;
  const isShared = (stem: string) => group.every(({ measure }) => measure.context.has(stem));
  const words = first.line.text.match(/\p{L}[\p{L}'’-]{3,}/gu) ?? [];
  const shared = words.filter((spelled) => isShared(senseOf(stemOf(spelled))));
  const word = shared.find((spelled) => /^\p{Ll}/u.test(spelled)) ?? shared[0];
  return word ? `${about} of ${word}` : about;
}
