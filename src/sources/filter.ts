import type { Filter, FilterField, FilterTest, FilterVerdict } from '../news/filter.ts';
import type { SourceItem } from '../news/source.ts';
import { detectLanguage } from '../reading/language.ts';
import { parseFilter } from './filter-parse.ts';
import { compilePattern } from './filter-pattern.ts';

export type Judge = (item: SourceItem) => FilterVerdict;

/** The judge of a subscription's items, made once from the filter as it was written. Throws UserError badFilter. */
export function createFilter(text: string): Judge {
  return toJudge(parseFilter(text));
}

/** How much of a text a filter looks at. */
const MAX_CHARS = 100_000;

function toJudge(filter: Filter): Judge {
  if (filter.kind === 'test') return toTestJudge(filter.field, filter.test);
  if (filter.kind === 'not') {
    const judge = toJudge(filter.part);
    return (item) => {
      const { passes, because } = judge(item);
      return { passes: !passes, because };
    };
  }
  const judges = filter.parts.map(toJudge);
  // All must pass, or one: the first that decides says why; where none does, all of them do.
  const decides = filter.kind === 'or';
  return (item) => {
    const reasons: string[] = [];
    for (const judge of judges) {
      const verdict = judge(item);
      if (verdict.passes === decides) return verdict;
      reasons.push(verdict.because);
    }
    return { passes: !decides, because: reasons.slice(0, 5).join(' and ') };
  };
}

function toTestJudge(field: FilterField, test: FilterTest): Judge {
  const finds = toFinder(field, test);
  const shown = test.kind === 'words' ? `“${test.words}”` : `/${test.pattern}/`;
  const where = PLACES[field];
  return (item) => {
    const passes = finds(fieldOf(item, field));
    if (field === 'language') return { passes, because: languageReason(item, passes, shown) };
    return { passes, because: `${shown} ${passes ? 'is' : 'is not'} in ${where}` };
  };
}

const PLACES: Record<FilterField, string> = {
  any: 'the title or the text',
  title: 'the title',
  text: 'the text',
  author: 'the author’s name',
  language: 'the language',
  link: 'the link',
};

function languageReason(item: SourceItem, passes: boolean, wanted: string): string {
  const language = fieldOf(item, 'language');
  if (language === '') return 'its language is not known';
  return passes ? `its language is “${language}”` : `its language is “${language}”, not ${wanted}`;
}

function fieldOf(item: SourceItem, field: FilterField): string {
  if (field === 'any') return `${item.title ?? ''}\n${item.text ?? ''}`.slice(0, MAX_CHARS);
  if (field !== 'language') return (item[field] ?? '').slice(0, MAX_CHARS);
  return item.language ?? detectLanguage(`${item.title ?? ''}\n${item.text ?? ''}`) ?? '';
}

function toFinder(field: FilterField, test: FilterTest): (text: string) => boolean {
  if (test.kind === 'pattern') {
    const pattern = compilePattern(test, 0);
    return (text) => pattern.test(text);
  }
  const wanted = fold(test.words);
  if (field === 'link') return (text) => fold(text).includes(wanted);
  if (field === 'language') return (text) => text === wanted.split(/[-_]/)[0];
  return (text) => holdsWords(fold(text), wanted);
}

/** Without case and accents: "Zürich" is found by "zurich". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whole words: "art" is not in "party". A * at an end lets the word go on; scripts without spaces have no ends to look for. */
function holdsWords(text: string, wanted: string): boolean {
  const words = wanted.replace(/^\*|\*$/g, '');
  if (words === '') return text !== '';
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const startsRight = wanted.startsWith('*') || !continues(text, at - 1, words.at(0));
    const endsRight = wanted.endsWith('*') || !continues(text, at + words.length, words.at(-1));
    if (startsRight && endsRight) return true;
  }
  return false;
}

function continues(text: string, at: number, edge: string | undefined): boolean {
  const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char) && !UNSPACED.test(char);
  return isWord(edge) && isWord(text[at]);
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
