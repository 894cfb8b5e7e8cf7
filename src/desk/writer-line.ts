import type { Because, Writer } from '../news/summary.ts';

/** What was written, and from what, as the line says it. */
export interface Work {
  name: 'summary' | 'answer';
  from: 'article' | 'articles';
  /** What a model that refuses declines to do. */
  task: string;
}

const REASONS: Record<Exclude<Because, 'model-refused'>, string> = {
  'no-model': 'No language model is set up',
  'model-off': 'No language model is to write here (/settings)',
  'model-down': 'The language model can’t be reached now',
  'over-budget': 'Today’s budget for the language model does not cover this (the next one starts at 00:00 UTC)',
  'nothing-held': 'Nothing the language model wrote stood up to checking',
};

/** Who wrote it; where no model did, why, and whether one still will. */
export function writerLine(writer: Writer, willRetry: boolean, { name, from, task }: Work): string {
  if (writer.kind === 'model') return `Written by ${writer.model}, each statement checked against the ${from}`;
  const { because } = writer;
  const reason = because === 'model-refused' ? `The language model declined to ${task}` : REASONS[because];
  const later = willRetry ? ` A written ${name} replaces them once it is back.` : '';
  return `${reason}: these are the ${from}${from === 'articles' ? '’' : '’s'} own sentences.${later}`;
}
