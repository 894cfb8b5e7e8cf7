import type { DraftClaim, Finding, Verdict } from '../news/claim.ts';
import type { Sentence } from '../news/sentence.ts';
import { checkActors } from './verify/actors.ts';
import { checkAttribution } from './verify/attribution.ts';
import { checkAuthority } from './verify/authority.ts';
import { checkDates } from './verify/dates.ts';
import { closestTo, evidenceFor, likeness } from './verify/evidence.ts';
import { checkNames } from './verify/names.ts';
import { checkNovelty } from './verify/novelty.ts';
import { checkNumbers } from './verify/numbers.ts';
import { checkPairs } from './verify/pairs.ts';
import type { Passage, Source, SourcePassage } from './verify/passage.ts';
import { passageOf, sourceOf } from './verify/passage.ts';
import { checkPolarity } from './verify/polarity.ts';
import { checkPossibility } from './verify/possibility.ts';
import { checkQuotes } from './verify/quotes.ts';
import { checkRoles } from './verify/roles.ts';
import { checkSides } from './verify/sides.ts';
import { checkSpeakers } from './verify/speakers.ts';
import { contentOf } from './verify/wording.ts';

/** `language` of the statement, `sourceLanguage` of the article: primary subtags, null or absent = not known. */
export interface VerifyOptions {
  language?: string | null;
  sourceLanguage?: string | null;
}

/**
 * Holds a statement against the sentences it cites. The rules can show that a statement is not held by its source; they cannot vouch that
 * it is. Pure; the same array of sentences is indexed once.
 */
export function verify(draft: DraftClaim, sentences: Sentence[], options: VerifyOptions = {}): Verdict {
  const source = sourceOf(sentences);
  const cited = [...new Set(draft.sentenceIds)].flatMap((id) => source.byId.get(id) ?? []);
  const evidence = cited.map(({ id }) => id);
  const unknown = draft.sentenceIds.filter((id) => !source.byId.has(id));
  const findings = unknown.map((id) => hard(`The article has no sentence ${id}.`));
  if (draft.sentenceIds.length === 0) findings.push(hard('The statement cites no sentence.'));
  if (cited.length === 0) return { findings, evidence };
  const statement = passageOf(draft.text);
  findings.push(...checkFacts(statement, cited, source, isTranslated(options) || options.language === 'de'));
  if (isTranslated(options)) return { findings, evidence };
  if (isEnglish(options)) findings.push(...checkMeaning(statement, cited, source));
  findings.push(...checkNovelty(statement, cited));
  return { findings, evidence };
}

/** Ids of at most three sentences that support a text best, best first; none where nothing is shared. */
export function findEvidence(text: string, sentences: Sentence[]): number[] {
  return evidenceFor(passageOf(text), sourceOf(sentences)).map(({ id }) => id);
}

/** How far a text and a sentence say the same, 0–1. */
export function similarity(text: string, sentence: string): number {
  return likeness(passageOf(text), passageOf(sentence));
}

/** A model's "Here is a summary of the passage:" states nothing. */
const PREAMBLE = /^\s*(?:sure[,!.]?\s+)?here(?:'s|’s| is) (?:a|the) [^.]{0,200}:?\s*$|^\s*\d{1,2}[.)]?\s*$/iu;
const NOTHING: { findings: Finding[] } = { findings: [hard('Nothing in the source says anything like this.')] };

/** Checks statements that cite nothing: for each the evidence is found, then verified. `soft` = grave findings and notes. */
export function checkText(texts: string[], sentences: Sentence[], options: VerifyOptions = {}) {
  const hardReasons: string[] = [];
  const soft: string[] = [];
  const evidence = new Set<number>();
  let supported = true;
  for (const listed of texts) {
    const text = listed.replace(/^\s*\d{1,2}[.)]\s+|\s\d{1,2}[.)]\s*$/gu, '');
    const sentenceIds = findEvidence(text, sentences);
    if (PREAMBLE.test(text)) continue;
    if (sentenceIds.length === 0 && contentOf(passageOf(text)).length < 4) continue;
    const { findings } = sentenceIds.length === 0 ? NOTHING : verify({ text, sentenceIds }, sentences, options);
    for (const id of sentenceIds) evidence.add(id);
    for (const { severity, reason } of findings) {
      (severity === 'hard' ? hardReasons : soft).push(reason);
      if (severity !== 'note') supported = false;
    }
  }
  return { supported, hard: hardReasons, soft, evidence: [...evidence] };
}

/** What stands on its face, in any language. */
function checkFacts(statement: Passage, cited: SourcePassage[], source: Source, isLoose: boolean): Finding[] {
  const near = source.sentences.filter((sentence) => cited.some((one) => isNear(one, sentence)));
  return [
    ...checkNumbers(statement, cited, near),
    ...checkDates(statement, near),
    ...checkNames(statement, cited, near, source, isLoose),
    ...checkQuotes(statement, near),
  ];
}

/** What English words mean beside each other. */
function checkMeaning(statement: Passage, cited: SourcePassage[], source: Source): Finding[] {
  const closest = closestTo(statement, cited, source);
  if (!closest) return [];
  const { sentence, share } = closest;
  return [
    ...checkPolarity(statement, sentence, cited),
    ...checkSides(statement, sentence),
    ...checkSpeakers(statement, sentence),
    ...checkAttribution(statement, sentence, share, source),
    ...checkPossibility(statement, sentence, share),
    ...checkPairs(statement, cited),
    ...checkRoles(statement, source),
    ...checkActors(statement, source),
    ...checkAuthority(statement, cited, source),
  ];
}

function isNear(one: SourcePassage, other: SourcePassage): boolean {
  return one.paragraph === other.paragraph || Math.abs(one.id - other.id) <= 1;
}

function isTranslated({ language, sourceLanguage }: VerifyOptions): boolean {
  return !!language && !!sourceLanguage && language !== sourceLanguage;
}

function isEnglish({ language, sourceLanguage }: VerifyOptions): boolean {
  return (language ?? sourceLanguage ?? 'en') === 'en';
}

function hard(reason: string): Finding {
  return { severity: 'hard', reason };
}
