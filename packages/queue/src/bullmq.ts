import { importDriver, queueSchema } from '@hvamp/databases'
import type { Processor, Queue, Worker } from 'bullmq'
import type { JobData } from './job-record'
import type { QueueAddress } from './queue-address'

export type StoredQueue = Pick<
  Queue<JobData>,
  'add' | 'getJob' | 'close' | 'disconnect' | 'on' | 'waitUntilReady'
>
export type StoredWorker = Pick<Worker<JobData>, 'on' | 'close' | 'disconnect' | 'run' | 'pause' | 'resume'>

/** Of each worker. */
export interface WorkerTimes {
  /** Milliseconds without a sign of life after which a job counts as lost. */
  readonly lockDuration: number
  /** Jobs at a time. */
  readonly concurrency: number
  readonly name: string
}

/** BullMQ on the server of an address. */
export interface Bullmq {
  readonly errors: Pick<typeof import('bullmq'), 'UnrecoverableError' | 'WaitingError'>
  /** @param reconnects whether a lost connection is tried again: the first one is not */
  queue(reconnects: () => boolean): StoredQueue
  /** @param reconnects as of `queue` */
  worker(processor: Processor<JobData>, times: WorkerTimes, reconnects: () => boolean): StoredWorker
}

const name = 'runs'
const namespace = { redis: 'hvamp', postgres: queueSchema } // keys and tables of no other program
const patience = 15_000 // milliseconds until a server that does not answer counts as out of reach
const again = 1_000 // milliseconds between tries to connect again
const mostLosses = 100 // workers that a job may lose; the next one fails it

/** The package that speaks to each server. */
export const driverOf = { redis: 'ioredis', postgres: 'pg' } as const

/** Imports what this package declares. */
export const load = (path: string) => import(/* @vite-ignore */ path)

/**
 * Loads BullMQ and the driver of the server.
 *
 * @throws if one of the packages is not installed, naming the command that installs it
 */
export async function loadBullmq(address: QueueAddress): Promise<Bullmq> {
  const bullmq = await importDriver<typeof import('bullmq')>('bullmq', address.shown, load)
  await importDriver(driverOf[address.server], address.shown, load)
  const connectionOf = address.server === 'redis' ? redisConnection : postgresConnection
  const factory = address.server === 'redis' ? bullmq.createRedisBackend : bullmq.createPostgresBackend
  const { Queue: OpenedQueue, Worker: BegunWorker } = bullmq.withBackend(factory as never)
  return {
    errors: bullmq,
    queue: (reconnects) =>
      new OpenedQueue(name, {
        prefix: namespace.redis,
        connection: connectionOf(address, { reconnects, retries: 1 }),
      }) as unknown as StoredQueue,
    worker: (processor, { lockDuration, ...own }, reconnects) =>
      new BegunWorker(name, processor as never, {
        prefix: namespace.redis,
        connection: connectionOf(address, { reconnects, retries: null }),
        ...own,
        lockDuration,
        stalledInterval: lockDuration,
        maxStalledCount: mostLosses,
        runRetryDelay: 2 * again,
        autorun: false,
      }) as unknown as StoredWorker,
  }
}

interface Persistence {
  reconnects(): boolean
  /** Times that a command is sent again; null for as often as it takes. */
  readonly retries: number | null
}

function redisConnection({ full }: QueueAddress, { reconnects, retries }: Persistence): object {
  const { REDISCLI_AUTH: password } = process.env // as redis-cli has it
  return {
    url: full,
    ...(new URL(full).password === '' && password !== undefined && { password }),
    connectTimeout: patience,
    maxRetriesPerRequest: retries,
    retryStrategy: () => (reconnects() ? again : null),
  }
}

/** The pool connects again by itself. */
function postgresConnection({ full }: QueueAddress): object {
  return {
    connectionString: full,
    connectionTimeoutMillis: patience,
    keepAlive: true,
    max: 4,
    schema: namespace.postgres,
    migrate: true,
  }
}
