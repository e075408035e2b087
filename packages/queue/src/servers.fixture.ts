import { postgresMissing, startPostgres } from '@hvamp/testing/postgres-server'
import { redisMissing, startRedis } from '@hvamp/testing/redis-server'
import type { TestServer } from '@hvamp/testing/server-process'
import { isSlowToo } from '@hvamp/testing/slow-tests'

/** A server of a queue that tests may start. */
export interface QueueServerKind {
  readonly name: string
  /** Why it cannot be started here; undefined if it can. */
  readonly missing: string | undefined
  /** Whether jobs are there after a crash. */
  readonly remembers: boolean
  start(): Promise<TestServer>
  /** @param password the right one by default */
  address(server: TestServer, password?: string): string
}

/** All kinds; PostgreSQL takes seconds to start. */
export const queueServerKinds: readonly QueueServerKind[] = [
  {
    name: 'Redis',
    missing: redisMissing,
    remembers: false,
    start: () => startRedis('secret'),
    address: ({ port }, password = 'secret') => `redis://:${password}@127.0.0.1:${port}`,
  },
  {
    name: 'PostgreSQL',
    missing: isSlowToo ? postgresMissing : 'slow, unless HVAMP_SLOW_TESTS is set',
    remembers: true,
    start: startPostgres,
    address: ({ port }, password = 'secret') => `postgres://shop:${password}@127.0.0.1:${port}/postgres`,
  },
]
