/** An event told by several articles, named by the id of the first of them. Times are milliseconds since 1970. */
export interface Story {
  id: string;
  /** The earlier story that this one is a later development of. */
  follows: string | null;
  firstPublished: number;
  lastPublished: number;
}

/** Where an article belongs. */
export interface Placement {
  story: Story;
  /** The article of the story whose copy this one is: one article with one address more. */
  copyOf: string | null;
}

/** A sentence of one of a story's articles. */
export interface Evidence {
  articleId: string;
  sentenceId: number;
  sentence: string;
}

/** What articles of one story tell differently. */
export interface Disagreement {
  kind: 'number' | 'name' | 'date' | 'quote';
  /** What the values are of, in a word or two of the articles ("killed", "age of Price"). */
  about: string;
  /** What each article says, as it says it. */
  values: (Evidence & { value: string })[];
}

/** A fact of a newer text that was not told, or was told otherwise, before. */
export interface NewFact {
  kind: Disagreement['kind'];
  value: string;
  /** What was told of the same thing before; null where nothing was. */
  before: string | null;
}
