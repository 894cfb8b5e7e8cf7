import evidence from './evidence.ts';
import help from './help.ts';
import summarize from './summarize.ts';

/** Every command, in the order of /help. */
export const commands = [summarize, evidence, help] as const;
