import { contentOf, countShared } from './content.ts';
import { type DateMention, datesIn } from './dates.ts';
import { type Measure, measuresIn } from './measures.ts';
import { type NameRun, nameRunsIn } from './name-runs.ts';
import { quotesIn } from './quotes.ts';
import { tokensOf } from './tokens.ts';

/** What a sentence tells that can be checked by looking: its numbers, names, dates and quotations. */
export interface Facts {
  text: string;
  measures: Measure[];
  names: NameRun[];
  dates: DateMention[];
  quotes: string[];
  /** The stems of its telling words, without numbers and dates. */
  content: Set<string>;
}

export function factsOf(text: string): Facts {
  const tokens = tokensOf(text);
  return {
    text,
    measures: measuresIn(tokensOf(withoutQuotes(text))),
    names: nameRunsIn(tokens),
    dates: datesIn(text),
    quotes: quotesIn(text),
    content: contentOf(tokens),
  };
}

/** What is quoted is compared as a quotation, not by its figures. */
function withoutQuotes(text: string): string {
  return quotesIn(text).reduce((rest, quote) => rest.replace(quote, ' '), text);
}

/** Whether two sentences tell the same thing: so much of the shorter stands in the longer. */
export function tellSame(one: Facts, other: Facts): boolean {
  const shared = countShared(one.content, other.content);
  return shared >= 3 && shared >= 0.4 * Math.min(one.content.size, other.content.size);
}
