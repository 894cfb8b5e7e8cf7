import { termsOf, wordsOf } from '../news/words.ts';

/** What a question counts, and of what: "how many tonnes of cherries". */
const COUNTED = /\bhow (?:many|much)\s+(?:more\s+)?(\p{L}+)(?:\s+of\s+(?:the\s+)?(\p{L}+))?/iu;
/** Verbs and words for anybody, which an article may put otherwise. */
const OPEN = new Set(
  'people persons times do does did is are was were will has have had can could would money more'.split(' '),
);
const LEANS_BACK = /^(?:he|she|it|they|his|her|its|their|the|this|that|these|those|both)\b/iu;

/** Whether a sentence may be the answer, where rules must say so: it shares a word with the question, and what is counted stands in its article. */
export function mayAnswer(question: string, sentence: string, articleText: string): boolean {
  const asked = new Set(termsOf(question, 'en'));
  const isAbout = termsOf(sentence, 'en').some((term) => asked.has(term)) || LEANS_BACK.test(sentence);
  return isAbout && countedIn(question).every((word) => has(articleText, word));
}

function countedIn(question: string): string[] {
  const [, thing = '', of = ''] = COUNTED.exec(question) ?? [];
  return [thing, of].filter((word) => word !== '' && !OPEN.has(word.toLowerCase()));
}

/** "cherry" and "cherries" are one word: all but the ending is looked for. */
function has(text: string, word: string): boolean {
  const stem = word.toLowerCase().replace(/(?:ies|y|es|s)$/u, '');
  return wordsOf(text).some((one) => one.toLowerCase().startsWith(stem));
}
