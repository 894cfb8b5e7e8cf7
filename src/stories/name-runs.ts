import { isCommon } from './common-words.ts';
import type { Token } from './tokens.ts';

/** A run of capital words ("Linda Ortega"), with the title before it ("Mayor"). */
export interface NameRun {
  words: string[];
  title: string | null;
}

/** Offices that one person holds: two names for one of them contradict each other. */
export const TITLES =
  /^(?:president|governor|mayor|chancellor|captain|chairman|chairwoman|director|manager|coach|judge|king|queen|pope|premier|ambassador|archbishop|commander|spokeswoman|spokesman|coroner|headteacher|principal|superintendent|sheriff|minister|secretary|senator|prime|chief|dr|professor|inspector|general|colonel|mr|mrs|ms|sir|lady)$/i;
const CALENDAR =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)$/i;
const OPENERS =
  /^(?:the|a|an|but|and|in|on|at|he|she|it|they|we|i|his|her|its|their|this|that|these|those|if|as|when|while|after|before|for|from|with|by|no|not|there|then|now|what|who|how|why|where|meanwhile|however|also|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|some|most|many|more|all|both|each|several|hundreds|thousands|dozens|nobody|nothing|police|officials|rescuers|according|at|about|nearly|almost|only|last|next|under|over|since|until|another|other|such|even|still|later|earlier|today|yesterday)$/i;

export function nameRunsIn(tokens: readonly Token[]): NameRun[] {
  const runs: NameRun[] = [];
  let run: string[] = [];
  let title: string | null = null;
  const close = () => {
    if (run.length > 0) runs.push({ words: run, title });
    run = [];
    title = null;
  };
  for (const [place, token] of tokens.entries()) {
    const isCapital = /^\p{Lu}/u.test(token.text) && !CALENDAR.test(token.text);
    const opens = place === 0 || /^[.!?:"“”]$/.test(tokens[place - 1]?.text ?? '');
    if (TITLES.test(token.lower) && run.length === 0) title = titleAfter(title, token);
    else if (isCapital && !(opens && isWord(token, tokens[place + 1]))) run.push(token.text.replace(/['’]s$/u, ''));
    else if (!(token.text === '-' && run.length > 0)) close();
  }
  close();
  return runs;
}

function titleAfter(title: string | null, { lower }: Token): string {
  return title === 'prime' || title === 'chief' ? `${title} ${lower}` : lower;
}

/** A word that opens a sentence has a capital in any case: a name only when it is no known word, or one more name follows. */
function isWord({ text }: Token, following: Token | undefined): boolean {
  if (OPENERS.test(text)) return true;
  const isFollowed = following !== undefined && /^\p{Lu}/u.test(following.text) && !CALENDAR.test(following.text);
  return !isFollowed && (isCommon(text) || /(?:s|ed|ing|ly)$/u.test(text));
}
