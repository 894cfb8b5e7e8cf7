/** What was found for one article beside what is right. */
export interface Found {
  event: string;
  story: string;
}

export interface Score {
  precision: number;
  recall: number;
  bCubed: number;
  pairwise: number;
}

/** B-cubed precision, recall and F1, and F1 over the pairs of articles. */
export function scoreStories(found: Found[]): Score {
  const sums = { precision: 0, recall: 0, both: 0, inStory: 0, inEvent: 0 };
  for (const one of found) {
    const story = found.filter((other) => other.story === one.story);
    const event = found.filter((other) => other.event === one.event);
    const both = story.filter((other) => other.event === one.event).length;
    sums.precision += both / story.length;
    sums.recall += both / event.length;
    sums.both += both - 1;
    sums.inStory += story.length - 1;
    sums.inEvent += event.length - 1;
  }
  const precision = sums.precision / found.length;
  const recall = sums.recall / found.length;
  const pairs = sums.inStory + sums.inEvent;
  return { precision, recall, bCubed: f1(precision, recall), pairwise: pairs === 0 ? 1 : (2 * sums.both) / pairs };
}

function f1(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
