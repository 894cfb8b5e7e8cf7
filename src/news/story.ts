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
