import type { z } from 'zod';
import type { Delivery } from '../news/ports.ts';

/** What a job may tell and ask while it runs. */
export interface Control {
  /** Says which step the job is at; the opened reply shows it. */
  progress(step: string): Promise<void>;
  /** Aborted when the process stops or the job's time is over; what still runs then is no longer waited for. */
  signal: AbortSignal;
  /** When it was enqueued, in milliseconds since 1970. */
  enqueuedAt: number;
  /** From 1. */
  attempt: number;
  isLast: boolean;
}

/** Enqueues what comes after a job, once its result is committed. */
export type Follow = (add: Enqueue['add']) => Promise<void>;

export interface JobResult {
  /** What must arrive, once: committed together. */
  deliver?: Delivery[];
  next?: Follow[];
}

export interface Job<Payload = unknown, Ports = unknown> {
  name: string;
  payload: z.ZodType<Payload>;
  /** The same key is the same piece of work: while it waits, runs or is remembered it is not enqueued again. */
  key(payload: Payload): string;
  /** Where to say so when the job gives up; null where nobody waits for it. */
  reply(payload: Payload): string | null;
  /** How often it is tried; 5 if left out. */
  attempts?: number;
  /** The first pause between tries, doubled each time; 1000 if left out. */
  backoffMs?: number;
  /** How long one try may take; 15 minutes if left out. */
  timeoutMs?: number;
  /** How long a finished job is remembered by its key; an hour if left out. One that was given up is not: it may be asked for again. */
  rememberMs?: number;
  run(payload: Payload, ports: Ports, control: Control): Promise<JobResult>;
}

/** What a command needs of the queue. */
export interface Enqueue {
  /** Throws where the payload does not fit the job's schema. */
  add<Payload>(job: Job<Payload, never>, payload: Payload, options?: { delayMs?: number }): Promise<void>;
}

export function defineJob<Payload, Ports>(job: Job<Payload, Ports>): Job<Payload, Ports> {
  return job;
}
