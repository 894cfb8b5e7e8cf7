/** One sentence of an article. `id` counts from 1 through the whole article, `paragraph` from 0 into its paragraphs. */
export interface Sentence {
  id: number;
  paragraph: number;
  text: string;
}
