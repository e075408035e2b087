import { serverAddress } from '@hvamp/databases'

/** What keeps a queue. */
export type QueueServer = 'redis' | 'postgres'

/** Where a queue is. */
export interface QueueAddress {
  readonly server: QueueServer
  /** The address without its secrets: for errors and logs. */
  readonly shown: string
  /** With its secrets, for the driver. */
  readonly full: string
}

const servers: Readonly<Record<string, QueueServer>> = {
  redis: 'redis',
  rediss: 'redis',
  valkey: 'redis',
  valkeys: 'redis',
  postgres: 'postgres',
  postgresql: 'postgres',
}

/** Whether a text is the address of a queue: `redis://…`, `rediss://…`, `valkey://…`, `postgres://…`. */
export function isQueueAddress(text: string): boolean {
  return Object.hasOwn(servers, schemeOf(text))
}

/**
 * Takes the address of a queue apart.
 *
 * @throws if it is none; the error holds no part of it that may be a password
 * @example
 * ```ts
 * queueAddress('redis://:secret@10.0.0.7/2').shown // 'redis://10.0.0.7/2'
 * ```
 */
export function queueAddress(text: string): QueueAddress {
  const scheme = schemeOf(text)
  const server = Object.hasOwn(servers, scheme) ? servers[scheme] : undefined
  if (server === undefined) {
    throw new Error(
      `queue: must be an address that begins with redis://, rediss://, valkey:// or postgres://, got '${scheme || '…'}:…'`,
    )
  }
  const { shown } = serverAddress(text)
  return { server, shown, full: text.replace(/^valkey/, 'redis') }
}

function schemeOf(text: string): string {
  return /^(\w+):\/\//.exec(text)?.[1] ?? ''
}
