import { networkErrorInWords } from '@hvamp/random'
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

const notSqlite =
  "must be a SQLite database, got another file, whose path goes without 'sqlite:', or an encrypted one"

/** A message without the query that DuckDB draws below it. */
const inOneLine = (message = '') => message.replace(/\n+LINE \d+: [\s\S]*$/, '').replace(/\s*\n\s*/g, ' ')

/** Connecting to several addresses of a host fails with several errors and no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const { message, code = '', syscall } = error as NodeJS.ErrnoException
  if (/^SASL: .*client password must be/.test(message)) return needsPassword
  const words = syscall === undefined ? undefined : networkErrorInWords(code)
  if (words !== undefined) return words
  if (/^file is not a database$/.test(message)) return notSqlite
  return inOneLine(message) || code || String(error)
}
