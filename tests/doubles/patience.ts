/**
 * How long a test waits for what must come before it calls that missing. Long, since nobody knows how slow and how busy the machine
 * is; less than a test may take as a whole, so that it ends by saying what it waited for.
 */
export const PATIENCE_MS = 90_000;
