import type { z } from 'zod';
import type { Delivery } from '../news/ports.ts';

/** What a job may tell and ask while it runs. */
export interface Control {
  /** Says which step the job is at; the opened reply shows it. */
  progress(step: string): Promise<void>;
  /** From 1. */
  attempt: number;
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
  /** The same key is the same piece of work: while it waits, runs, or was done within the hour it is not enqueued again. */
  key(payload: Payload): string;
  /** Where to say so when the job gives up; null where nobody waits for it. */
  reply(payload: Payload): string | null;
  /** How often it is tried; 5 if left out. */
  attempts?: number;
  /** The first pause between tries, doubled each time; 1000 if left out. */
  backoffMs?: number;
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
