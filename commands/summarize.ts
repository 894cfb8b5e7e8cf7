import { defineCommand, LATER } from '../src/chat/command.ts';
import { choice, file, language, text, url } from '../src/chat/options.ts';
import type { Origin } from '../src/desk/summarize.ts';
import { UserError } from '../src/errors.ts';
import { summarizeArticle } from '../src/jobs/summarize-article.ts';
import { LENGTHS, type Length } from '../src/news/summary.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

export default defineCommand({
  name: 'summarize',
  description: 'Summarize an article, each statement tied to its sentences',
  access: 'everyone',
  opens: 'public',
  options: {
    url: url('The address of the article'),
    text: text('The text itself, pasted'),
    file: file('A .txt, .html or .pdf file'),
    style: choice('How to write it', ({ prompts }) => prompts.styleNames),
    length: choice('How much to write', () => LENGTHS),
    language: language('Which language to write in; the article’s own if left out'),
  },

  async run({ options, scope, reply }, { queue }: { queue: Enqueue }) {
    const { style, language: inLanguage } = options;
    // The choice admits these values only.
    const length = (options.length ?? 'medium') as Length;
    await queue.add(summarizeArticle, {
      origin: originOf(options),
      style: style ?? 'bullets',
      length,
      language: inLanguage,
      scope,
      reply,
    });
    return LATER;
  },
});

function originOf({ url, text, file }: { url: string | null; text: string | null; file: string | null }): Origin {
  if (url !== null) return { kind: 'address', url };
  if (file !== null) return { kind: 'upload', id: file };
  if (text !== null) return { kind: 'text', text };
  throw new UserError('nothingGiven');
}
