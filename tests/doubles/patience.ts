/**
 * How long a test waits for what must come before it calls that missing. Long, since nobody knows how slow and how busy the machine
 * is; less than a test may take as a whole, so that it ends by saying what it waited for.
 */
export const PATIENCE_MS = 90_000;

/**
 * What the chat apps' 3 s become where the machine's own clock counts them. That an answer does not wait for the work is seen where the
 * work is held and the clock put forward by minutes.
 */
export const SLOW_ANSWER_MS = 30_000;
