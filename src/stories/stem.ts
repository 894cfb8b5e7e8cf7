/** One stem for the forms of a word, of a name and of its adjective ("resigned", "resigns"; "Kenya", "Kenyan"): at most six letters. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s?$/u, '');
  if (/\p{N}/u.test(lower)) return lower.replaceAll(/(?<=\d),(?=\d{3})/g, '');
  const place = PLACES.get(lower);
  if (place) return place.slice(0, 6);
  const singular = lower.length > 3 ? lower.replace(/(?<![su])s$/, '') : lower;
  const base = singular.replace(/(?<=.{4})(?:ian|ean|an|ese)$/, '').replace(/(?<=.{4})[aeioy]$/, '');
  return base.slice(0, 6);
}

/** Where country and adjective have no stem in common, or a name has two. */
const PLACES: ReadonlyMap<string, string> = new Map(
  [
    'french france',
    'british britain uk u.k britons',
    'spanish spain',
    'german germany germans',
    'turkish turkey turks',
    'dutch netherlands holland',
    'polish poland poles',
    'greek greece greeks',
    'swiss switzerland',
    'irish ireland',
    'danish denmark danes',
    'swedish sweden swedes',
    'finnish finland finns',
    'scottish scotland scots',
    'welsh wales',
    'thai thailand',
    'philip philippines philippine filipino filipinos',
    'americ us u.s usa america american americans',
    'burma myanmar burmese',
    'croat croatia croatian croats',
    'peru peruvian',
    'u.n un',
    'e.u eu',
  ].flatMap((row) => {
    const [stem = '', ...forms] = row.split(' ');
    return [stem, ...forms].map((form) => [form, stem] as const);
  }),
);
