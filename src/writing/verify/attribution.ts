import type { Finding } from '../../news/claim.ts';
import type { Passage, Source, SourcePassage } from './passage.ts';

const CLAIM =
  /\b(?:claim(?:s|ed|ing)?|alleg(?:e|es|ed|ing|edly|ations?)|reportedly|accus(?:e|es|ed|ing)|purported(?:ly)?|rumou?r(?:s|ed)|according to|sources? (?:\w+ ){0,4}sa(?:y|ys|id)|insist(?:s|ed)?|argu(?:e|es|ed|ing)|suggest(?:s|ed)?|believ(?:e|es|ed)|suspect(?:s|ed)?|contend(?:s|ed)?|assert(?:s|ed)?|maintain(?:s|ed)? that|speculat\w+|warn(?:s|ed|ing)?|critics? sa(?:y|ys|id))\b/iu;
const SAID = /\b(?:sa(?:y|ys|id)|told|tells)\b/iu;
/** Anything by which a statement shows that it passes on what somebody says. */
const PASSED_ON =
  /\b(?:claim\w*|alleg\w*|report(?:s|ed|edly|ing)|accus\w*|purport\w*|rumou?r\w*|accord\w*|sources?|insist\w*|argu\w*|suggest\w*|believ\w*|suspect\w*|contend\w*|assert\w*|maintain\w*|speculat\w*|warn(?:s|ed)?|warning that|sa(?:y|ys|id|ying)|told|tells|estimat\w*|announc\w*|stat(?:e|es|ed|ement)|den(?:y|ies|ied)|call(?:s|ed|ing)|describ\w*|critici[sz]\w*|explain\w*|not(?:es|ed)|add(?:s|ed)|promis\w*|pledg\w*|vow\w*|predict\w*|forecast\w*|admit\w*|acknowledg\w*|confirm\w*|reveal\w*|testif\w*|blam\w*|prais\w*|think\w*|fear\w*|hope\w*|may|might|could|would|perhaps|possibl\w*|apparent\w*|supposed\w*|likely|expect\w*|ask\w*|urg\w*|cit(?:es|ed|ing)|quot\w*|credit\w*|attribut\w*|complain\w*|concern\w*|propos\w*|plead\w*|reckon\w*|tweet\w*|posted|writes|wrote|declar\w*|respond\w*|repl(?:y|ied|ies)|defend\w*|deem\w*)\b/iu;
const MIN_SHARE = 0.5;

/** What the source only passes on as somebody's claim is not told as a fact. */
export function checkAttribution(statement: Passage, closest: SourcePassage, share: number, source: Source): Finding[] {
  if (share < MIN_SHARE || PASSED_ON.test(statement.text)) return [];
  const marker = claimIn(closest, statement, share) ?? claimBefore(closest, source);
  if (!marker) return [];
  return [
    {
      severity: 'grave',
      reason: `Sentence ${closest.id} passes this on as what somebody says (“${marker}”); the statement tells it as a fact.`,
    },
  ];
}

/** Who speaks on record: to leave "police said" out is how news is shortened, and no claim is made a fact by it. */
const ON_RECORD =
  /\b(?:police|officers?|officials?|authorit\w+|spokes\w+|ministry|department|prosecutors?|court|records?|reports?|data|figures|study|survey|research\w*|scientists?|documents?|firefighters|coroner|inspector|statement|agency|data|governor|judge|chief|doctors?|bureau|office|director|organi[sz]ers?|company|club)\b/iu;

/** A marker that governs what the statement repeats: most of the shared words follow it, or it closes the sentence. */
function claimIn(sentence: SourcePassage, statement: Passage, share: number): string | null {
  const strong = CLAIM.exec(sentence.text);
  const match = strong ?? (share >= 0.6 ? SAID.exec(sentence.text) : null);
  if (!match) return null;
  const tail = sentence.text.slice(match.index + match[0].length);
  const isWeak = !strong || /^accord/iu.test(match[0]);
  const speaker = strong
    ? tail.slice(0, 80)
    : sentence.text.slice(Math.max(0, match.index - 60), match.index) + tail.slice(0, 30);
  if (isWeak && ON_RECORD.test(speaker)) return null;
  const shared = sentence.tokens.filter(({ stem, lower }) => lower.length > 3 && statement.stems.has(stem));
  const after = shared.filter(({ start }) => start > match.index).length;
  const closes =
    tail.split(/\s+/).length <= 8 && /,["']?\s+(?:[^,]{1,60})?$/u.test(sentence.text.slice(0, match.index));
  const isOpening = strong !== null && /^["'\s]*$/u.test(sentence.text.slice(0, match.index));
  const isAdverb = /edly$/iu.test(match[0]) && after > 0;
  return isOpening || isAdverb || (closes && strong !== null) || after * 3 > shared.length * 2 ? match[0] : null;
}

/** Words that go on from the claim before ("He claimed … The systems …"): the same paragraph, still within quotation marks. */
function claimBefore(sentence: SourcePassage, source: Source): string | null {
  if (!/^\s*"/u.test(sentence.text) && !/"\s*$/u.test(sentence.text)) return null;
  const before = source.byId.get(sentence.id - 1);
  if (before?.paragraph !== sentence.paragraph) return null;
  return (CLAIM.exec(before.text) ?? SAID.exec(before.text))?.[0] ?? null;
}
