/** What kind of thing a question asks for. */
export type Expected =
  | 'age'
  | 'share'
  | 'money'
  | 'length'
  | 'number'
  | 'time'
  | 'place'
  | 'naming'
  | 'person'
  | 'reason'
  | 'name'
  | 'thing';

const PLACES =
  'country|city|town|state|place|region|island|continent|nation|county|village|area|park|river|street|port|valley';
const PEOPLE =
  'person|man|woman|minister|president|senator|actor|actress|singer|player|leader|celebrity|politician|author|official|star|governor|judge';
const BODIES =
  'company|team|airline|bank|firm|school|university|party|show|film|movie|group|agency|chain|brand|club|automaker|retailer|platform|organi[sz]ation|award|app|book|song|virus|disease|storm';
const PRICED = 'pay|paid|cost|costs|worth|price|fine|fined|loan|wage|dollars?|euros?|pounds?|money|budget';

/** In order: the narrower first. */
const ASKED: [Expected, RegExp][] = [
  ['age', /\bhow old\b|\bwhat age\b/i],
  ['share', /\bwhat (?:percentage|percent|share|proportion)\b/i],
  ['money', new RegExp(`\\bhow much (?:money\\b|.*\\b(?:${PRICED})\\b)|\\bwhat (?:price|sum|amount|salary)\\b`, 'i')],
  ['length', /\bhow (?:long|far|tall|high|deep|wide)\b/i],
  [
    'number',
    /\bhow (?:many|much|fast|large|big|often|heavy)\b|\bwhat (?:was |is )?(?:the )?(?:number|magnitude|score)\b/i,
  ],
  ['time', /\bwhen\b|\b(?:what|which) (?:day|date|month|year|time|week)\b|\bhow soon\b/i],
  ['place', new RegExp(`\\bwhere\\b|\\b(?:what|which) (?:\\w+ )?(?:${PLACES})\\b`, 'i')],
  ['naming', /\b(?:what|which) name\b|\bwhat (?:is|was) the name\b/i],
  [
    'person',
    new RegExp(`\\bwho(?:m|se)?\\b|\\b(?:what|which) (?:\\w+ ){0,2}(?:${PEOPLE})\\b|\\b(?:his|her) name\\b`, 'i'),
  ],
  ['reason', /\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led)\b/i],
  ['name', new RegExp(`\\b(?:which|what) (?:\\w+ ){0,3}(?:${BODIES})\\b`, 'i')],
];

/** Words of a question that say what kind of answer it wants, and need not stand in one. */
const KIND_WORDS = new Set(
  'old age percentage percent share proportion price sum amount number many much long far tall high fast often soon day date month year time week country city town state place person name reason cost costs'.split(
    ' ',
  ),
);

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\\.)';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const COUNT =
  '\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?)\\b';
const UNIT =
  '(?:second|minute|hour|day|week|month|year|decade|centimet|millimet|met(?:er|re)|kilomet|mile|feet|foot|inch|yard|(?:cm|mm|km|m)\\b)';
const SPAN = '(?:hours?|days?|weeks?|months?|years?|spring|summer|autumn|winter)';
const CALENDAR = new RegExp(`^(?:${MONTH}|${WEEKDAY})$`);

const TIMES = [
  `\\b(?:${MONTH}|${WEEKDAY})`,
  '\\b(?:19|20)\\d\\d\\b',
  '\\b(?:yesterday|today|tomorrow|tonight|noon|midnight|dawn|overnight)\\b',
  '\\b\\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]\\.?m\\b|o’clock)',
  `\\b(?:next|last|this|in|for|after|within|by|before) (?:\\w+ ){0,2}${SPAN}\\b`,
];

/** What a sentence must hold to be able to answer. A thing asked for can be told in too many ways to check. */
const HOLDS: Record<Expected, RegExp | null> = {
  age: /\b\d{1,3}[- ]years?[- ]old\b|\baged? \d|, \d{1,3},|\bage of\b|\bturned \d|\b(?:at|is) \d{1,3}\b(?! ?(?:percent|%|million))/i,
  share: /\d ?%|\bper ?cent\b|\b(?:half|third|quarter|majority|one in|out of)\b/i,
  money: /[$€£¥] ?\d|\b(?:dollars?|euros?|pounds?|crowns?|kroner|francs?|yen|cents?|million|billion)\b/i,
  length: new RegExp(`(?:\\d|${COUNT})(?:[- ]\\w+)?[- ]?${UNIT}`, 'i'),
  number: new RegExp(`\\d|${COUNT}|\\b(?:half|twice|none)\\b`, 'i'),
  time: new RegExp(TIMES.join('|')),
  place: /\b(?:in|at|near|on|outside|from|to|off|across|under|by|into) (?:the |a |an |its )?\p{L}/u,
  naming: /\b(?:named|called|dubbed|christened|nicknamed|known as|name)\b/i,
  // What follows these is mostly a place.
  person: /\bby an? \p{L}|(?<!\b(?:in|at|near|of|from|to) )(?<![\p{L}’'-])\p{Lu}[\p{L}’'-]+/u,
  reason:
    /\b(?:because|due to|owing to|after|since|as|over|so that|in order to|to avoid|caused|amid|blamed|following|reason|led to|for fear|citing|thanks to)\b/i,
  name: /\p{Lu}[\p{L}’'-]+/u,
  thing: null,
};

export function expectedOf(question: string): Expected {
  return ASKED.find(([, pattern]) => pattern.test(question))?.[0] ?? 'thing';
}

export function saysKind(word: string): boolean {
  return KIND_WORDS.has(word.toLowerCase());
}

/** Whether a sentence holds such a thing beside what stands in the question already. */
export function holdsExpected(expected: Expected, sentence: string, questionWords: ReadonlySet<string>): boolean {
  const pattern = HOLDS[expected];
  if (pattern === null) return true;
  const isNamed = expected === 'person' || expected === 'name';
  return pattern.test(isNamed ? withoutKnownNames(sentence, questionWords) : sentence);
}

/** A sentence in which the question's names, days and months, and the capital it opens with have become small letters. */
function withoutKnownNames(sentence: string, questionWords: ReadonlySet<string>): string {
  const isKnown = (word: string) =>
    questionWords.has(word.replace(/['’]s?$/u, '').toLowerCase()) || CALENDAR.test(word);
  return sentence.replace(/\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*/gu, (name, at: number) => {
    const words = name.split(' ');
    const isOpening = at === 0 && words.length === 1;
    return isOpening || words.some(isKnown) ? name.toLowerCase() : name;
  });
}
