/** What a subscription lets through, as a tree; `sources/filter.ts` reads it from what a person wrote. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'test'; field: FilterField; test: FilterTest };

/** Where to look. `any` is the title and the text. */
export type FilterField = 'any' | 'title' | 'text' | 'author' | 'language' | 'link';

export type FilterTest = { kind: 'words'; words: string } | { kind: 'pattern'; pattern: string; ignoresCase: boolean };

/** Whether an item passes, and why, in words that follow "because". */
export interface FilterVerdict {
  passes: boolean;
  because: string;
}
