import type { Finding } from '../../news/claim.ts';
import type { Passage, Source, SourcePassage } from './passage.ts';
import { stemsOf } from './stem.ts';
import { isContent, senseOf, sensesOf } from './wording.ts';

/** Words of power: what follows from them is so different that the source must say them too, in one of the ways of a row. */
const RULINGS = [
  'rule ruling judgment verdict found uphold',
  'convict conviction guilty plead',
  'acquit cleared',
  'sentence jail imprison prison',
  'confirm confirmation verify acknowledge admit announce',
  'ban banned prohibit outlaw forbid block bar',
  'prove proven proof show demonstrate',
  'dismantle dissolve abolish disband scrap close shut',
  'fine fined penalty',
  'arrest detain custody',
  'charge charged indict accuse',
  'order ordered instruct',
  'outlaw',
  'overturn quash strike',
].map(stemsOf);
const BODIES = stemsOf(
  'court judge jury tribunal regulator parliament congress senate inquiry commission ombudsman watchdog prosecutor',
);

/** What is too heavy to be read into an article that has no word of it. */
const WEIGHTY = [
  'die kill perish fatal dead death toll murder body drown funeral slay shot mortality',
  'arrest detain custody handcuffs',
  'convict conviction guilty plead',
  'acquit cleared',
  'resign resignation quit step leave depart exit retire',
  'bankrupt bankruptcy insolvency insolvent administration collapse',
  'explode explosion blast bomb',
  'sue lawsuit court',
].map(stemsOf);

/** A ruling, an authority or the object of a deed that the cited sentences do not have. */
export function checkAuthority(statement: Passage, cited: SourcePassage[], source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const [place, token] of statement.tokens.entries()) {
    const row = RULINGS.find((words) => words.has(token.stem) && /(?:ed|s|ught|en|rule|ban)$/u.test(token.lower));
    if (!row || token.isCapital) continue;
    const body = statement.tokens.slice(0, place).find(({ stem }) => BODIES.has(stem));
    if (body && !cited.some(({ stems }) => stems.has(body.stem)) && !source.frequency.has(body.stem)) {
      findings.push(grave(`The cited sentences name no ${body.lower} that ${token.lower} anything.`));
    } else if (body && !cited.some(({ stems }) => [...row].some((word) => stems.has(word)))) {
      findings.push(grave(`That a ${body.lower} “${token.lower}” something stands in none of the cited sentences.`));
    } else {
      const object = objectAfter(statement, place);
      if (
        object.length >= 2 &&
        cited.some(({ stems }) => stems.has(token.stem)) &&
        object.every(({ stem }) => isUnknown(stem, cited))
      ) {
        findings.push(
          grave(
            `“${object.map(({ text }) => text).join(' ')}” is not what the cited sentences say was ${token.lower}.`,
          ),
        );
      }
    }
  }
  const body = statement.tokens.slice(0, 4).find(({ stem, lower }) => BODIES.has(stem) && isContent({ lower }));
  if (body && !source.frequency.has(body.stem)) findings.push(grave(`The article speaks of no ${body.lower}.`));
  for (const token of statement.tokens) {
    const row = token.isCapital ? undefined : WEIGHTY.find((words) => [...words].slice(0, 3).includes(token.stem));
    if (row && ![...row].some((word) => source.frequency.has(word)) && !findings.length) {
      findings.push(grave(`The article has no word of what “${token.text}” says.`));
    }
  }
  return findings.slice(0, 1);
}

function isUnknown(stem: string, cited: SourcePassage[]): boolean {
  return !cited.some((sentence) => sentence.stems.has(stem) || sensesOf(sentence).has(senseOf(stem)));
}

/** The words of the noun group right after a verb ("its criminal investigation division"). */
function objectAfter({ tokens }: Passage, place: number) {
  const object = [];
  for (const token of tokens.slice(place + 1, place + 7)) {
    if (token.clause !== tokens[place]?.clause) break;
    if (isContent(token)) object.push(token);
    else if (object.length > 0) break;
    else if (!/^(?:the|a|an|its|his|her|their|that|this)$/u.test(token.lower)) break;
  }
  return object;
}

function grave(reason: string): Finding {
  return { severity: 'grave', reason };
}
