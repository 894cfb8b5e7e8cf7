import { defineCommand, LATER } from '../src/chat/command.ts';
import { article, line, source, text } from '../src/chat/options.ts';
import { readBounds } from '../src/desk/question-bounds.ts';
import { UserError } from '../src/errors.ts';
import { answerQuestion } from '../src/jobs/answer-question.ts';
import type { Articles, Clock } from '../src/news/ports.ts';
import type { Sources } from '../src/news/source-ports.ts';
import type { Enqueue } from '../src/queue/define-job.ts';

const MAX_QUESTION = 1000;

export default defineCommand({
  name: 'ask',
  description: 'Answer a question from the articles read here, each statement with its source',
  localized: {
    de: { name: 'fragen', description: 'Eine Frage aus den hier gelesenen Artikeln beantworten, jede Aussage belegt' },
    fr: { name: 'demander', description: 'Répondre à une question d’après les articles lus ici, sources à l’appui' },
    'es-ES': { name: 'preguntar', description: 'Responder a una pregunta con los artículos leídos aquí, con fuentes' },
  },
  // It reads what the whole workspace has read, and a guest sees only their channel.
  access: 'members',
  opens: 'public',
  form: { title: 'Ask a question', fields: ['question'], unless: ['question'] },
  options: {
    question: text('What you want to know'),
    source: source('Only what this source told, or a site such as paper.example'),
    since: line('Only what came since: 2026-03-01, “Monday”, “last week”'),
    article: article('Only this article, by its address'),
  },

  async run(
    { options, scope, caller, thread, reply },
    ports: { queue: Enqueue; articles: Articles; sources: Pick<Sources, 'ofChannel'>; clock: Clock },
  ) {
    const question = options.question?.replace(/\s+/g, ' ').trim();
    if (!question) throw new UserError('missingOption', { name: 'question', description: 'what you want to know' });
    if (question.length > MAX_QUESTION) throw new UserError('tooLarge', { limit: `${MAX_QUESTION} characters` });
    const bounds = await readBounds(options, scope, ports);
    await ports.queue.add(answerQuestion, { question, bounds, scope, thread, asker: caller.ref, reply });
    return LATER;
  },
});
