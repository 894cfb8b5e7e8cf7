/** What a sentence opens with when it leans on another: a pronoun for somebody named before, or a connective; or the writer's own voice. */
export type Opening = 'pronoun' | 'connective' | 'writer' | 'free';

const PRONOUNS: Record<string, string> = {
  en: 'he she it they him her his its their them this that these those such both neither one another others here',
  de: 'er sie es ihr ihre ihrem ihren sein seine seinem seinen dies diese dieser dieses diesem diesen jene jener dort hier beide',
  fr: 'il elle ils elles son sa ses leur leurs ce cet cette ces cela ça celui celle ceux celles ici lui',
  es: 'él ella ellos ellas su sus este esta esto estos estas ese esa eso esos esas aquel aquella aquí allí ambos',
  it: 'egli ella lui lei loro essi esse questo questa questi queste quello quella quelli quelle suo sua suoi sue qui',
  pt: 'ele ela eles elas seu sua seus suas este esta isto estes estas esse essa isso esses essas aquele aquela aqui ambos',
  nl: 'hij zij ze het zijn haar hun dit deze dat die daar hier beide',
  sv: 'han hon den det de hans hennes deras denna detta dessa här där båda',
  da: 'han hun den det de hans hendes deres denne dette disse her der begge',
  no: 'han hun den det de hans hennes deres denne dette disse her der begge',
  pl: 'on ona ono oni one jego jej ich ten ta to te tamten tutaj tam',
  ru: 'он она оно они его её ее их этот эта это эти тот та то те здесь там',
  zh: '他 她 它 他们 她们 它们 这 那 此 该 其',
  ja: '彼 彼女 それ これ この その ここ そこ',
};

const CONNECTIVES: Record<string, string> = {
  en: 'but and so or yet however moreover meanwhile instead also still then thus therefore nevertheless nonetheless otherwise besides furthermore additionally consequently similarly likewise hence indeed rather plus because although though which',
  de: 'aber und doch denn jedoch außerdem zudem dennoch trotzdem deshalb daher dann dabei damit dazu auch allerdings hingegen stattdessen ferner so also',
  fr: 'mais et or donc car cependant pourtant toutefois ensuite ainsi aussi puis néanmoins alors enfin',
  es: 'pero y sin así además entonces también luego aunque mientras',
  it: 'ma e però quindi inoltre tuttavia così anche poi infatti intanto dunque',
  pt: 'mas e porém assim além então também depois contudo entretanto portanto embora',
  nl: 'maar en dus echter ook toch daarom daarnaast bovendien vervolgens toen want',
  sv: 'men och dock också sedan därför dessutom ändå så',
  da: 'men og dog også derefter derfor desuden så alligevel',
  no: 'men og også deretter derfor dessuten så likevel',
  pl: 'ale i a jednak także też więc potem dlatego ponadto zaś',
  ru: 'но и а однако также поэтому затем кроме при зато тем',
  zh: '但 但是 然而 不过 而且 此外 因此 所以 同时 另外',
  ja: 'しかし また そして だが ただ 一方 さらに そのため なお',
};

const PHRASES =
  /^(?:in (?:addition|contrast|fact|response|turn|other words)|as (?:a result|such)|for (?:example|instance|that|this|now)|on the (?:other hand|contrary)|at the same time|even so|that said|after (?:that|this|all)|(?:par|en) (?:contre|revanche|outre|effet)|zum beispiel|im gegensatz|sin embargo|por (?:ejemplo|eso|otra parte)|no obstante|per esempio|por exemplo|no entanto|bijvoorbeeld)\b/iu;

/** Quotation marks before the first word do not count: what matters is the first word a reader meets. */
export function opening(text: string, language: string | null): Opening {
  const start = text.replace(/^[\s\p{P}]+/u, '').slice(0, 60);
  if (PHRASES.test(start)) return 'connective';
  if (/^\p{L}+ of (?:them|these|those|whom)\b/iu.test(start)) return 'pronoun';
  const key = language ?? 'en';
  const first = /^[\p{L}\p{M}]+/u.exec(start)?.[0].toLowerCase() ?? '';
  if (opensWith(CONNECTIVES[key], start, first)) return 'connective';
  if (opensWith(PRONOUNS[key], start, first)) return 'pronoun';
  return key === 'en' && /^(?:i|we|my|our|you|your|let)$/.test(first) ? 'writer' : 'free';
}

/** A list without Latin letters belongs to a language without spaces: its words are looked for at the very start. */
function opensWith(list: string | undefined, start: string, first: string): boolean {
  if (list === undefined) return false;
  return /\p{Script=Han}/u.test(list)
    ? list.split(' ').some((word) => start.startsWith(word))
    : ` ${list} `.includes(` ${first} `) && first !== '';
}
