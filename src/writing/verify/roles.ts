import type { Finding } from '../../news/claim.ts';
import type { Passage, Source } from './passage.ts';

const OFFICE =
  /^(?:president|minister|secretary|senator|governor|mayor|judge|justice|general|chancellor|chairman|chairwoman|chair|director|commissioner|chief|executive|ceo|officer|coach|manager|captain|spokesman|spokeswoman|spokesperson|prosecutor|attorney|lawyer|professor|leader|ambassador|king|queen|prince|princess|founder|head|boss|striker|goalkeeper|defender|midfielder|analyst|detective|inspector|superintendent|sheriff|speaker|counsel|treasurer|premier|deputy|councillor|economist|editor|principal|surgeon|engineer|scientist|author|winger|skipper|referee|owner|investor|trader|adviser|advisor|aide|envoy|commander|colonel|major|sergeant|constable|bishop|archbishop|pilot|nurse|doctor|teacher|historian)$/u;

/** A title set before a name stands with that name in the article. */
export function checkRoles(statement: Passage, source: Source): Finding[] {
  return titledNames(statement).flatMap(({ title, name, text }) => {
    const surname = name.at(-1) ?? '';
    const places = source.sentences.flatMap((sentence) =>
      sentence.tokens.flatMap(({ lower }, place) => (lower === surname ? [{ sentence, place }] : [])),
    );
    if (places.length === 0) return [];
    const fits = places.some(({ sentence, place }) => {
      const around = sentence.tokens.slice(Math.max(0, place - 12), place + 12);
      const own = titledNames(sentence).find((titled) => titled.name.at(-1) === surname);
      const before = sentence.tokens.slice(Math.max(0, place - 4), place).map(({ lower }) => lower);
      const words = own ? [...own.title, ...before] : around.map(({ lower }) => lower);
      return title.every(
        (word) => words.includes(word) || source.acronyms.get(word)?.every((part) => words.includes(part)),
      );
    });
    const others = source.sentences
      .flatMap(titledNames)
      .filter((titled) => titled.name.at(-1) !== surname && title.every((word) => titled.title.includes(word)));
    const own = source.sentences.flatMap(titledNames).find((titled) => titled.name.at(-1) === surname);
    if (fits || (others.length === 0 && !own)) return [];
    const instead = others[0] ? ` There it belongs to ${others[0].name.map(capital).join(' ')}.` : '';
    return [{ severity: 'grave' as const, reason: `The article does not give the title in “${text}”.${instead}` }];
  });
}

/** "Treasury Secretary Kristi Noem": a run of words before a name, the last of which is an office. */
function titledNames({ tokens, text }: Passage) {
  return tokens.flatMap((token, place) => {
    const isLead = token.opens && token.isCapital && runOfCapitals(place + 1, 1).length === 2;
    if (!OFFICE.test(token.lower) && !isLead) return [];
    const name = runOfCapitals(place + 1, 1).slice(0, 3);
    if (name.length === 0) return [];
    const title = [
      ...runOfCapitals(place - 1, -1)
        .reverse()
        .slice(-3),
      token,
    ].filter(({ opens, isCapital }) => isCapital || !opens);
    const before = tokens[place - 1];
    if (
      title.length === 1 &&
      before &&
      /^(?:deputy|vice|former|acting|prime|foreign|finance|defence|defense|interior|health|home|justice|chief|state|attorney|district|police)$/u.test(
        before.lower,
      )
    )
      title.unshift(before);
    const last = name.at(-1) ?? token;
    return [
      {
        title: title.map(({ lower }) => lower).filter((word) => !/^(?:the|a|an|former|acting|then|and)$/u.test(word)),
        name: name.map(({ lower }) => lower),
        text: text.slice(title[0]?.start ?? token.start, last.end),
      },
    ];
  });

  function runOfCapitals(from: number, step: 1 | -1) {
    const run = [];
    for (let at = from; Math.abs(at - from) < 4; at += step) {
      const token = tokens[at];
      const beside = tokens[at - step];
      if (!token?.isCapital || !beside || (OFFICE.test(token.lower) && step === 1)) break;
      const gap = step === 1 ? text.slice(beside.end, token.start) : text.slice(token.end, beside.start);
      if (gap.trim() !== '') break;
      run.push(token);
    }
    return run;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
