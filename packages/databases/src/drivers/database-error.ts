import type { ServerAddress } from '../addresses/server-address'

/**
 * An error of a driver, with the address in front and without its secrets.
 *
 * @example
 * ```ts
 * databaseError({ shown: 'redis://localhost' }, new Error('refused')).message // 'redis://localhost: refused'
 * ```
 */
export function databaseError({ shown }: Pick<ServerAddress, 'shown'>, cause: unknown): Error {
  return Object.assign(new Error(`${shown}: ${messageOf(cause)}`, { cause }), { code })
}

const code = 'HVAMP_DATABASE'

/** Whether a database refused, or could not be reached: another reading of its rows would not help. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === code) || isDatabaseError(error.cause)
}

/** Runs what calls a driver; its errors get the address in front. */
export async function telling<T>(
  address: Pick<ServerAddress, 'shown'>,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw databaseError(address, cause)
  }
}

const needsPassword =
  'the server asks for a password, got none: it can be in the address, in PGPASSWORD or in ~/.pgpass'

/** Why a server was not reached. */
const unreached: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there: does the server run, and on this port?',
  ECONNRESET: 'the server closed the connection',
  EHOSTUNREACH: 'no way leads to this host',
  ENETUNREACH: 'no way leads to the network of this host',
  ENOENT: 'there is no such socket: does the server run?',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'nothing answered in time',
}

/** Connecting to several addresses of a host fails with several errors and no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const { message, code = '', syscall } = error as NodeJS.ErrnoException
  if (/^SASL: .*client password must be/.test(message)) return needsPassword
  const words = syscall === undefined ? undefined : unreached[code]
  if (words !== undefined) return `${words} (${code})`
  return message || code || String(error)
}
