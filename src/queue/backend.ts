import {
  createPostgresBackend,
  type PostgresPoolConfig,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { PoolConfig } from 'pg';

/** Where the queue lives: Redis by its address, or the store's own PostgreSQL. */
export type QueuePlace = { redisUrl: string } | { postgres: PoolConfig };

type Processor = (job: BullJob, token?: string) => Promise<unknown>;
type BullJob = import('bullmq').Job;

/** The same two classes on either backend; `close` lets go of the connections that are ours. */
export interface Backend {
  queue(name: string, options: Omit<QueueOptions, 'connection'>): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  close(): Promise<void>;
}

export function openBackend(place: QueuePlace, onError: (error: Error) => void): Backend {
  return 'redisUrl' in place ? onRedis(place.redisUrl, onError) : onPostgres(place.postgres);
}

function onRedis(url: string, onError: (error: Error) => void): Backend {
  // A worker's commands must wait for Redis to come back, not fail after some tries.
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  return {
    queue: (name, options) => new Queue(name, { ...options, connection }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection }),
    async close() {
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}

function onPostgres(postgres: PoolConfig): Backend {
  const classes = withBackend(createPostgresBackend);
  // A config, not a pool: so every queue and worker has its own connections and closes them itself.
  // BullMQ types the same config more narrowly than pg itself does.
  const connection = { ...postgres, migrate: true } as PostgresPoolConfig;
  // The classes differ from the Redis ones in their type parameters only.
  return {
    queue: (name, options) => new classes.Queue(name, { ...options, connection }) as unknown as Queue,
    worker: (name, processor, options) =>
      new classes.Worker(name, processor, { ...options, connection }) as unknown as Worker,
    close: async () => {},
  };
}
