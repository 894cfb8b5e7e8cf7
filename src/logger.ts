import { type Logger, pino } from 'pino';

export type { Logger };

/** One JSON line per event on standard error, so that standard output stays a command's own. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
