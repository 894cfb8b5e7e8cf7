/** What kind of thing a question asks for. */
export type Expected = 'person' | 'place' | 'time' | 'age' | 'money' | 'share' | 'number' | 'reason' | 'name' | 'thing';

/** In order: the narrower first. */
const ASKED: [Expected, RegExp][] = [
  ['age', /\bhow old\b|\bwhat age\b|\bat what age\b/i],
  ['share', /\bwhat (?:percentage|percent|share|proportion|fraction)\b|\bwhat share\b|\bhow (?:big|large) a share\b/i],
  [
    'money',
    /\bhow much (?:money|did .* (?:pay|cost|sell|raise|earn|spend)|does .* (?:cost|earn)|will .* (?:cost|pay)|is .* (?:worth|paid))\b|\bwhat (?:price|is the price|was the price|sum|amount|salary|hourly amount)\b|\bhow much\b(?=.*\b(?:pay|paid|cost|costs|worth|price|fine|fined|loan|wage|dollars?|euros?|pounds?|money|budget|raise[ds]?)\b)|\b(?:cost|price|wage|salary)\b.*\bto which\b/i,
  ],
  [
    'number',
    /\bhow (?:many|much|long|far|tall|high|fast|large|big|often|deep|wide|heavy)\b|\bwhat (?:number|magnitude|score|speed)\b|\bwhat was the (?:magnitude|score|number)\b/i,
  ],
  [
    'time',
    /\bwhen\b|\b(?:what|which) (?:day|date|month|year|time|week)\b|\bhow (?:soon|recently)\b|\bsince when\b|\buntil when\b/i,
  ],
  [
    'place',
    /\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|town|state|place|region|island|continent|nation|county|village|area|park|river|street)\b/i,
  ],
  [
    'person',
    /\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){0,2}(?:person|man|woman|minister|president|senator|actor|actress|singer|player|leader|celebrity|politician|author|official|star|governor|judge)\b|\bwhat (?:is|was) (?:his|her|their) name\b/i,
  ],
  ['reason', /\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led)\b/i],
  [
    'name',
    /\b(?:which|what) (?:\w+ ){0,3}(?:company|team|airline|bank|firm|school|university|party|show|film|movie|group|agency|chain|brand|club|automaker|retailer|platform|organi[sz]ation|award|app|book|song|virus|disease|storm)\b/i,
  ],
];

/** Words of a question that say what kind of answer it wants, and need not stand in one. */
const KIND_WORDS = new Set(
  'old age percentage percent share proportion price sum amount number many much long far tall high fast often soon day date month year time week country city town state place person name reason cost costs'.split(
    ' ',
  ),
);

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Aug\\.|Sept\\.|Oct\\.|Nov\\.|Dec\\.';
const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|none)\b/i;
const NAME = /(?<![.!?]["”’]? |^["“‘]?)\p{Lu}[\p{L}’'-]+/u;

/** What a sentence must hold to be able to answer. A thing asked for can be told in too many ways to check. */
const HOLDS: Record<Expected, RegExp | null> = {
  age: /\b\d{1,3}[- ]years?[- ]old\b|\baged? \d|, \d{1,3},|\bage of\b|\bturned \d|\b(?:at|was|is) \d{1,3}\b(?! (?:percent|million|p\.m|a\.m))/i,
  share: /\d\s?%|\bper ?cent\b|\b(?:half|third|quarter|majority|one in|out of)\b/i,
  money: /[$€£¥]\s?\d|\b(?:dollars?|euros?|pounds?|crowns?|francs?|yen|cents?|million|billion)\b/i,
  number: NUMBER,
  time: new RegExp(
    `\\b(?:${MONTHS})(?=\\W|$)|\\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b|\\b(?:19|20)\\d\\d\\b|\\b(?:yesterday|today|tomorrow|tonight|noon|midnight|dawn|overnight)\\b|\\b\\d{1,2}(?::\\d\\d)? ?(?:[ap]\\.?m\\b|o’clock)|\\b(?:next|last|this|in|for|after|within) (?:a |the |\\w+ )?(?:few |couple of )?(?:hours?|days?|weeks?|months?|years?|spring|summer|autumn|fall|winter)\\b|\\b(?:spring|summer|autumn|winter)\\b`,
  ),
  place:
    /\b(?:in|at|near|from|to|of|off|on|outside|across|into|over) (?:the )?(?:\w+ ){0,2}\p{Lu}\p{L}+|\p{Lu}[\p{L}’'-]+, \p{Lu}/u,
  person: NAME,
  reason:
    /\b(?:because|due to|owing to|after|since|as|over|so that|in order to|to avoid|caused|amid|blamed|following|reason|led to|for fear|citing|thanks to)\b/i,
  name: NAME,
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
  if (expected !== 'person' && expected !== 'name' && expected !== 'place') return pattern.test(sentence);
  const rest = sentence.replace(/\p{Lu}[\p{L}’'-]*/gu, (word) =>
    questionWords.has(word.replace(/['’]s?$/, '').toLowerCase()) ? word.toLowerCase() : word,
  );
  return pattern.test(rest);
}
