/** Lower case and cut to six letters, without a plural s: most endings fall away ("resigned", "resigns"). */
export function stemOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s?$/u, '');
  if (/\p{N}/u.test(lower)) return lower.replaceAll(/(?<=\d),(?=\d{3})/g, '');
  const singular = lower.length > 3 ? lower.replace(/(?<![su])s$/, '') : lower;
  return singular.slice(0, 6);
}

const PLACES = new Map(
  Object.entries({
    france: 'french',
    britain: 'british',
    uk: 'british',
    'u.k': 'british',
    britons: 'british',
    spain: 'spanish',
    germany: 'german',
    turkey: 'turkish',
    netherlands: 'dutch',
    poland: 'polish',
    greece: 'greek',
    switzerland: 'swiss',
    ireland: 'irish',
    denmark: 'danish',
    sweden: 'swedish',
    finland: 'finnish',
    scotland: 'scottish',
    wales: 'welsh',
    thailand: 'thai',
    philippines: 'filipino',
    philippine: 'filipino',
    filipinos: 'filipino',
    us: 'american',
    'u.s': 'american',
    usa: 'american',
    america: 'american',
    myanmar: 'burma',
    portugal: 'portuguese',
    ukraine: 'ukrainian',
    peru: 'peruvian',
    israel: 'israeli',
    argentina: 'argentine',
    un: 'u.n',
    eu: 'e.u',
  }),
);

/** A name so that people and countries meet their adjectives ("Indonesia", "Indonesian"; "Spain", "Spanish"). */
export function nameStemOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s?$/u, '');
  const base = PLACES.get(lower) ?? lower;
  return base.length > 4 ? base.replace(/(?<=.{4})(?:ese|ian|ean|an|i|a|o|n|e)$/, '') : base;
}
