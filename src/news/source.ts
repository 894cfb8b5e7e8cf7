/** One entry of a source, as it says it. What is not known is null. */
export interface SourceItem {
  /** The same for the same item at every reading: the source's own id, else the link, else a hash of what it says. */
  id: string;
  link: string | null;
  /** Plain text, in one line. */
  title: string | null;
  author: string | null;
  /** ISO 8601 in UTC. */
  published: string | null;
  updated: string | null;
  /** Plain text; paragraphs stand apart by a blank line. */
  text: string | null;
  /** Whether `text` is what the source calls the content, and not a description of it. */
  hasContent: boolean;
  /** Primary language subtag, lower case ("en"), where the source says it. */
  language: string | null;
}

/** What a source holds at one reading, in its own order. */
export interface SourceContent {
  title: string | null;
  /** The page it is the feed of. */
  link: string | null;
  /** The address it says it is at. */
  self: string | null;
  /** Where it says it has moved to. */
  movedTo: string | null;
  /** A WebSub hub. */
  hub: string | null;
  /** How long it asks to be left alone, minutes. */
  ttlMinutes: number | null;
  language: string | null;
  items: SourceItem[];
}
