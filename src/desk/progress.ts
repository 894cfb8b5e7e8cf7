import { type Message, progress } from '../chat/message.ts';
import type { OnAnswerStep } from './answer.ts';
import type { Step } from './summarize.ts';

type AnyStep = Step | Parameters<OnAnswerStep>[0];

const STEPS: Record<AnyStep, string> = {
  searching: 'Looking through what I have read…',
  reading: 'Reading the article…',
  writing: 'Writing…',
  checking: 'Checking each statement against the article…',
};

/** What the opened reply says while a job is at this step; null for a step it does not know. */
export function renderProgress(step: string): Message | null {
  return step in STEPS ? progress(STEPS[step as AnyStep]) : null;
}
