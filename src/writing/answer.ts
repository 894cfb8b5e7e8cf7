import { languageWords, type Wish, type WriterPorts, type Written } from './assignment.ts';
import { type Checked, checkAndRepair } from './repair.ts';
import { askForStatements } from './statements.ts';

/** What a question is answered from. */
export interface Material extends Written {
  /** The numbered sentences under their articles' titles and dates, as a prompt holds them. */
  text: string;
}

export interface AnswerWish {
  question: string;
  /** The day of asking, as it is to be read. */
  today: string;
  /** Language of the answer; null = the articles' own. */
  language: string | null;
}

const MOST = 'at most 5';

/**
 * Statements that answer a question, each through `verify` as those of a summary. Null where the model finds no answer in the
 * sentences; none where nothing that it wrote held. Throws what the model throws.
 */
export async function writeAnswer(
  { question, today, language }: AnswerWish,
  material: Material,
  ports: WriterPorts,
): Promise<Checked | null> {
  const wish: Wish = { style: '', length: 'short', language };
  const prompt = ports.prompts.fill('ask', {
    ...{ question, today, count: MOST },
    language: languageWords(material, wish),
    articles: material.text,
  });
  const drafts = await askForStatements(prompt, ports);
  if (drafts.length === 0) return null;
  await ports.onStep('checking');
  return await checkAndRepair(drafts, material, wish, ports);
}
