const IRREGULAR = new Map(
  `left leave|leaving leave|fell fall|fallen fall|rose rise|risen rise|rising rise|won win|winning win|lost lose|losing lose|loss lose|losses lose|said say|told tell|sold sell|bought buy|gave give|given give|grew grow|grown grow|made make|took take|taken take|went go|gone go|came come|ran run|cut cut|cutting cut|cuts cut|held hold|found find|met meet|paid pay|beat beat|beaten beat|wrote write|written write|began begin|begun begin|died die|dying die|death die|deaths die|dead die|killed kill|struck strike|broke break|broken break|spent spend|sent send|built build|led lead|stood stand|drew draw|drove drive|shot shoot|hid hide|knew know|kept keep|felt feel|saw see|seen see|got get|brought bring|caught catch|taught teach|thought think|sought seek|became become|fled flee|arose arise|chose choose|chosen choose|spoke speak|spoken speak|stole steal|stolen steal|resignation resign|departure depart|refusal refuse|approval approve|opposition oppose|supporters support|supporter support|opponents oppose|opponent oppose|agreement agree|laid lay|layoffs layoff|layoff layoff|decision decide|acquisition acquire|arrival arrive|arrest arrest|shrank shrink|shrunk shrink|sank sink|sunk sink|children child|people person|men man|women woman|expansion expand|warning warn|warnings warn`
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
);

/** A light English stem: enough that "resigns", "resigned" and "resigning" meet. Words of other languages pass through nearly as they are. */
export function stemOf(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  if (base.length < 4 || /\p{N}/u.test(base)) return base;
  const bare = base
    .replace(/ies$|ied$/u, 'y')
    .replace(/(?:sses)$/u, 'ss')
    .replace(/(?<=[^aeious])s$|(?<=[aeo])s$/u, '')
    .replace(/(?<=\p{L}{3})(?:ing|ed|ly|ment|ation|ion|er|or|ance|ence)$/u, '')
    .replace(/(?<=\p{L}{3})(?:er|or)$/u, '')
    .replace(/([bdgklmnprt])\1$/u, '$1')
    .replace(/e$/u, '');
  return bare.length < 3 ? base : bare;
}

/** Stems of a written list ("say claim warn"). */
export function stemsOf(list: string): Set<string> {
  return new Set(list.split(/\s+/).filter(Boolean).map(stemOf));
}
