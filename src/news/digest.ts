import type { Claim } from './claim.ts';
import type { CapReason } from './item.ts';
import type { NewFact } from './story.ts';

/** One outlet's article of a story. `section` is the tag that moderators gave the source; null where they gave none. */
export interface StorySource {
  name: string;
  url: string;
  section: string | null;
}

/** The post that told a story before. `at` is milliseconds since 1970. */
export interface EarlierPost {
  ref: string;
  at: number;
}

/** A story as a channel is to be told it. */
export interface StoryToTell {
  id: string;
  title: string;
  /** The whole, or what is new. Checked; the sentence ids are those of the article told from, the first of `sources`. */
  claims: Claim[];
  sources: StorySource[];
  /** When its last article was published, milliseconds since 1970. */
  lastPublished: number;
  /** The post that this one goes on from ("what's new since …"); null for a story told for the first time. */
  follows: EarlierPost | null;
}

/** Stories under one head; `name` is null for those no section was given for. */
export interface DigestSection {
  name: string | null;
  stories: StoryToTell[];
}

export interface Digest {
  sections: DigestSection[];
  /** How many stories more there were ("… and 3 more"). */
  more: number;
}

/** A story that had no place in a digest, and why. */
export interface CappedStory {
  id: string;
  because: CapReason;
}

/** A story that was told in a channel, in these words. */
export interface Telling extends EarlierPost {
  storyId: string;
  statements: string[];
  /** When the newest of its articles that were known then was published, milliseconds since 1970. */
  lastPublished: number;
}

/** A sentence that tells what was not told before, or was told otherwise. */
export interface NewSentence {
  sentenceId: number;
  sentence: string;
  facts: NewFact[];
}
