/** Written before a name, so what follows belongs to the same sentence whatever it is. */
const BEFORE_NAMES = words(`
  mr mrs ms messrs dr prof sen sens rep reps gov govs gen gens lt col sgt cpl capt cmdr cdr adm maj pvt pres rev hon supt insp det brig fmr atty dep asst sec st ste mt ft
  mme mlle mgr me mm hr frau fr sr sra srta dra d da dña dott sig avv ing arch dhr mevr drs ds
  vs v z.b d.h u.a u.ä o.ä i.d.r bzw ca evtl ggf inkl zzgl vgl sog dt engl frz geb gest verh mind max
  e.g i.e p.ex cf viz bijv d.w.z т.е им ул г-н г-жа проф акад
`);

/** An abbreviation only where a number follows: "No. 5", "Sept. 11", "p. 40". */
const BEFORE_NUMBERS = words(`
  no nos nr nrn núm n fig figs p pp pg pág págs s bl blz vol ch sec art arts abs tel est approx circa op ver
  jan feb febr mar apr jun jul aug sep sept oct okt nov dec dez janv févr avr juil déc ene abr ago set dic гл стр
`);

/** May end a sentence or not: it goes on unless the next word is one that opens sentences. */
const ANYWHERE = words(`
  inc corp co ltd llc plc bros jr sr u.s u.k u.n e.u u.s.a u.a.e d.c l.a n.y ph.d m.d b.a m.a s.a ee.uu ee uu
  gmbh ag mio mrd mln mld str млн млрд тыс руб гг г wash calif mass conn ariz tenn colo fla okla minn wis ill ind
  va ga pa ala ark neb nev ore tex mich mo md vt dept assn ave blvd
`);

const CLOCK = words('a.m p.m am pm');
const AFTER_CLOCK =
  /^(?:\p{Lu}{2,5}\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|eastern|central|pacific|mountain|local)/iu;

/** The commonest openers of sentences in the languages whose capitals tell nothing after an abbreviation. */
const OPENERS = words(`
  the a an he she it they we i you this that these those there here his her its their our my but and or so yet if in on at as by for from to with
  when while where who what why how after before since although though because however meanwhile moreover also then now still even once under
  not no some many most more all both each one two last earlier later during despite according among until over
  der die das ein eine er sie es wir ich und aber doch im in am auf mit nach bei von vor für wenn als auch dort dies diese dieser damit
  le la les l un une il elle ils elles on nous et mais ou dans en au aux ce cet cette ces pour par selon après avant
  el los las una él ella ellos y pero según tras para por con como o os as um uma ele ela e mas no na após de het een hij zij maar
  il lo gli uno egli ma secondo dopo per nel nella
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean));
}

/** Languages that write ordinals as "3.", so a number with a full stop seldom ends a sentence. */
const ORDINAL_STOP = words('de da nb no nn cs sk hu fi et lv sl hr sr is pl tr eu');

/**
 * Whether the full stop that ends `before` belongs to an abbreviation, an initial or an ordinal, so that `after` goes on with
 * the same sentence. Only the last 40 characters of `before` count.
 */
export function endsInAbbreviation(before: string, after: string, language: string | null): boolean {
  const token = /(?:^|[\s([“"'‘«„»\u2019/-])([\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.-]*)\.$/u.exec(before.slice(-40))?.[1];
  if (token === undefined) return false;
  const opener = isOpener(after);
  if (/^\p{N}{1,2}$/u.test(token)) return language !== null && ORDINAL_STOP.has(language) && !opener;
  if (/^\p{Lu}$/u.test(token)) return !opener;
  const word = token.toLowerCase();
  if (CLOCK.has(word)) return AFTER_CLOCK.test(after);
  if (/^\p{N}/u.test(after) && BEFORE_NUMBERS.has(word)) return true;
  if (BEFORE_NAMES.has(word)) return !(opener && word.length === 1);
  if (ANYWHERE.has(word) || /^(?:\p{Lu}\.)+\p{Lu}$/u.test(token)) return !opener;
  // "z. B." and "J. K." with spaces: each letter is a token of its own.
  return /^\p{Ll}$/u.test(token) && language !== 'en' && !opener;
}

function isOpener(after: string): boolean {
  const word = /^[“"'‘«„»([]*\s*(\p{L}+)/u.exec(after)?.[1];
  return word !== undefined && OPENERS.has(word.toLowerCase());
}
