import {
  createPostgresBackend,
  type PostgresPoolConfig,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { PoolConfig } from 'pg';

/** Where the queue lives: Redis by its address, or the store's own PostgreSQL. */
export type QueuePlace = { redisUrl: string } | { postgres: PoolConfig };

/** Takes three arguments: BullMQ gives a signal to those only. */
type Processor = (job: BullJob, token: string | undefined, signal: AbortSignal | undefined) => Promise<unknown>;
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
  const opened: Redis[] = [];
  const open = (options: RedisOptions) => {
    const connection = new Redis(url, options);
    connection.on('error', onError);
    opened.push(connection);
    return connection;
  };
  return {
    // While Redis is away, whoever enqueues hears so after some ten seconds (ioredis' own bound) instead of never.
    queue: (name, options) => new Queue(name, { ...options, connection: open({}) }),
    // A worker must wait for Redis to come back.
    worker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: open({ maxRetriesPerRequest: null }) }),
    async close() {
      await Promise.all(opened.map((connection) => connection.quit().catch(() => connection.disconnect())));
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
