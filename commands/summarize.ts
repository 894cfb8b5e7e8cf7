import { defineCommand, LATER } from '../src/chat/command.ts';
import type { HeardMessage } from '../src/chat/heard.ts';
import { choice, file, language, text, url } from '../src/chat/options.ts';
import type { Origin } from '../src/desk/summarize.ts';
import { UserError } from '../src/errors.ts';
import { summarizeArticle } from '../src/jobs/summarize-article.ts';
import type { SettingsStore } from '../src/news/ports.ts';
import { LENGTHS, type Length } from '../src/news/summary.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

/** One message may be about several articles; more than these would flood the channel. */
const MAX_OF_ONE_MESSAGE = 3;
/** Less is a remark, not something to summarize. */
const MIN_TEXT = 200;

export default defineCommand({
  name: 'summarize',
  description: 'Summarize an article, each statement tied to its sentences',
  localized: {
    de: { name: 'zusammenfassen', description: 'Einen Artikel zusammenfassen, jede Aussage mit ihren Sätzen belegt' },
    fr: { name: 'résumer', description: 'Résumer un article, chaque affirmation liée à ses phrases' },
    'es-ES': { name: 'resumir', description: 'Resumir un artículo, cada afirmación ligada a sus frases' },
  },
  access: 'everyone',
  opens: 'public',
  form: {
    title: 'Summarize an article',
    fields: ['url', 'text', 'style', 'length', 'language'],
    unless: ['url', 'text', 'file'],
  },
  onMessage: { label: 'Summarize', read: readMessage },
  options: {
    url: url('The address of the article'),
    text: text('The text itself, pasted'),
    file: file('A .txt, .html or .pdf file'),
    style: choice('How to write it', ({ prompts }) => prompts.styleNames),
    length: choice('How much to write', () => LENGTHS),
    language: language('Which language to write in; the article’s own if left out'),
  },

  async run({ options, scope, reply }, { queue, settings }: { queue: Enqueue; settings: SettingsStore }) {
    const usual = await settings.read(scope);
    await queue.add(summarizeArticle, {
      origin: originOf(options),
      style: options.style ?? usual.style,
      // The choice admits these values only.
      length: (options.length ?? usual.length) as Length,
      language: options.language ?? usual.language,
      remark: null,
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

/** Its files and links, each on its own; without any, its text. */
function readMessage({ files, links, text }: HeardMessage): Record<string, string>[] {
  const found = [...files.map(({ handle }) => ({ file: handle })), ...links.map((link) => ({ url: link }))];
  if (found.length > 0) return found.slice(0, MAX_OF_ONE_MESSAGE);
  if (text.trim().length < MIN_TEXT) throw new UserError('nothingToRead');
  return [{ text }];
}
