import type { Finding } from '../../news/claim.ts';
import type { Passage, SourcePassage } from './passage.ts';
import { isContent, senseOf } from './wording.ts';

const POSSIBLE =
  /^(?:could|may|might|would|will|should|expected|expects|plan|plans|planned|planning|proposed|proposes|proposal|proposals|considering|considers|considered|seeks|seeking|aims|aiming|likely|potentially|possibly|perhaps|intends|intend|intention|hopes|hoping|threatened|threatens|threatening|scheduled|weighing|mulling|poised|seek)$/u;
const LOOSE =
  /\b(?:could|may|might|would|will|should|expect\w*|plan\w*|propos\w*|consider\w*|seek\w*|sought|aim\w*|likely|potential\w*|possib\w*|perhaps|intend\w*|intent\w*|hop(?:e|es|ed|ing)|threat\w*|if|unless|schedul\w*|weigh\w*|mull\w*|poised|set to|due|want\w*|risk\w*|can|forecast\w*|predict\w*|estimat\w*|project\w*|to|ask\w*|urg\w*|up to|as (?:much|many) as|fear\w*|warn\w*|suggest\w*|plann?\w*|reportedly|alleged\w*|next|upcoming|future|soon|candidate|bid|proposed|draft|attempt\w*|try|tries|trying|tried)\b/iu;

/** What the source doubts takes a doubt in the statement too; what it plans or expects may also be told as coming. */
const DOUBTS = /^(?:could|may|might|likely|potentially|possibly|perhaps)$/u;
const CERTAIN = /\b(?:will|to|can|set to|due|next|upcoming|future|soon|schedul\w*)\b/giu;
const MONTH = /(?<=\S\s+)May\b(?!\s+(?:be|have|not|also|still|soon)\b)/gu;

/** What the source holds possible, planned or expected is not told as done. */
export function checkPossibility(statement: Passage, closest: SourcePassage, share: number): Finding[] {
  const words = withoutInfinitives(statement.text).replace(MONTH, '');
  if (share < 0.45) return [];
  const shared = closest.tokens.filter(
    (token) =>
      isContent(token) && !token.isCapital && !/^\p{N}/u.test(token.lower) && holds(statement, senseOf(token.stem)),
  );
  const first = shared[0];
  if (!first) return [];
  const modal = closest.tokens.find(
    (token, place) =>
      POSSIBLE.test(token.lower) &&
      governs(
        closest,
        place,
        shared.map(({ start }) => start),
      ),
  );
  if (!modal) return [];
  if (LOOSE.test(DOUBTS.test(modal.lower) ? words.replace(CERTAIN, '') : words)) return [];
  return [
    {
      severity: 'grave',
      reason: `Sentence ${closest.id} says this is possible or planned (“${modal.text}”); the statement tells it as done.`,
    },
  ];
}

function holds(statement: Passage, sense: string): boolean {
  return statement.tokens.some(({ stem }) => senseOf(stem) === sense);
}

/** The word after it (within four) is repeated in the statement, in the same stretch. */
function governs({ tokens }: Passage, place: number, shared: number[]): boolean {
  const modal = tokens[place];
  // "a deal that would …" says what the deal is, not that it may come.
  if (modal?.lower === 'would' && /^(?:that|which|who)$/u.test(tokens[place - 1]?.lower ?? '')) return false;
  return tokens
    .slice(place + 1, place + 5)
    .some((token) => token.clause === modal?.clause && shared.includes(token.start));
}

/** "to" counts as a hedge only as in "to close", not in "to the". */
function withoutInfinitives(text: string): string {
  return text.replace(
    /\bto (?=(?:the|a|an|his|her|its|their|this|that|these|those|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one|two|three|four|five|six|seven|eight|nine|ten|\p{Lu}|\p{Nd}|[$€£]))/gu,
    '',
  );
}
