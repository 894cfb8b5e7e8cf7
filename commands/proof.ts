import { defineCommand } from '../src/chat/command.ts';
import { number, required, text } from '../src/chat/options.ts';
import { showAnswerEvidence } from '../src/desk/answer-evidence.ts';
import type { Articles } from '../src/news/ports.ts';
import type { Questions } from '../src/news/question.ts';

export default defineCommand({
  name: 'proof',
  description: 'Show the sentences each statement of an answer rests on',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  options: {
    answer: required(text('The answer’s id')),
    from: number('Which statement to start from', { min: 0, max: 1000 }),
  },

  async run({ options, scope }, ports: { questions: Questions; articles: Articles }) {
    return await showAnswerEvidence(options.answer, options.from ?? 0, scope, ports);
  },
});
