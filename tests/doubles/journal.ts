import { PATIENCE_MS } from './patience.ts';
/** One request the bot made to a double, and what the double thought of it. */
export interface JournalEntry {
  /** By the double's clock. */
  at: number;
  method: string;
  /** Discord: the path under /api/v10; Slack: the method's name ("chat.postMessage") or the path of a webhook. */
  path: string;
  /** As the bot sent it, JSON read; null where it had none. */
  body: unknown;
  status: number;
  answer: unknown;
  /** Every rule of the platform's contract that the request breaks, in words; empty = it keeps to it. */
  violations: string[];
}

export interface Journal {
  add(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
  /** All violations so far, each with its request. A test ends by expecting none. */
  violations(): string[];
  /** The first entry, past or to come, that fits. */
  waitFor(fits: (entry: JournalEntry) => boolean, timeoutMs?: number): Promise<JournalEntry>;
}

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  const waiting = new Set<(entry: JournalEntry) => void>();
  return {
    add(entry) {
      entries.push(entry);
      for (const tell of waiting) tell(entry);
    },
    entries: () => entries,
    violations: () =>
      entries.flatMap(({ method, path, violations }) => violations.map((one) => `${method} ${path}: ${one}`)),
    async waitFor(fits, timeoutMs = PATIENCE_MS) {
      const known = entries.find(fits);
      if (known) return known;
      const { promise, resolve, reject } = Promise.withResolvers<JournalEntry>();
      const tell = (entry: JournalEntry) => (fits(entry) ? resolve(entry) : undefined);
      waiting.add(tell);
      const seen = () => entries.map(({ method, path, status }) => `${method} ${path} ${status}`).join('\n');
      const timer = setTimeout(
        () => reject(new Error(`no such request in ${timeoutMs} ms; there were:\n${seen()}`)),
        timeoutMs,
      );
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(tell);
      }
    },
  };
}

/** What a double answers instead of doing what it was asked, for the next `times` requests that fit. */
export interface Fault {
  method?: string;
  /** Tested against the journal's path. */
  path: RegExp;
  times: number;
  answer:
    | { status: number; body?: unknown; headers?: Record<string, string> }
    /** The socket is cut, with or without the request having been done before. */
    | { drop: 'before' | 'after' }
    /** Done, but answered late. */
    | { delayMs: number };
}

export interface Faults {
  add(fault: Fault): void;
  /** Takes one use of the first fault that fits. */
  take(method: string, path: string): Fault['answer'] | null;
}

export function createFaults(): Faults {
  const faults: Fault[] = [];
  return {
    add: (fault) => void faults.push({ ...fault }),
    take(method, path) {
      const fault = faults.find((one) => one.times > 0 && (one.method ?? method) === method && one.path.test(path));
      if (!fault) return null;
      fault.times -= 1;
      return fault.answer;
    },
  };
}
