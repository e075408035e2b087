import { basename, extname, resolve } from 'node:path'
import { serverAddress } from './server-address'

/** What answers at an address. */
export type DatabaseKind = 'postgres' | 'mysql' | 'sqlite' | 'duckdb'

/** Where a database is. */
export interface DatabaseAddress {
  readonly kind: DatabaseKind
  /** The address without its secrets: for errors, logs and files. */
  readonly shown: string
  /** With its secrets, for the driver. */
  readonly full: string
  /** What the database is called: its name on the server, or that of its file without the ending. */
  readonly name: string
  /** Path of the file, of a database that is one. */
  readonly file?: string
}

const servers: Readonly<Record<string, DatabaseKind>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
}
/** In place of a file: an empty database of the process, as DuckDB calls it. */
export const IN_MEMORY = ':memory:'

/** @throws if a database is in memory, which is to be written to */
export function requireLasting({ file, shown }: DatabaseAddress): void {
  if (file !== IN_MEMORY) return
  throw new Error(
    `${shown}: must be a file to write to, got a database in memory, which ends with the process`,
  )
}

const files: Readonly<Record<string, DatabaseKind>> = { sqlite: 'sqlite', duckdb: 'duckdb' }

/** Whether a text is the address of a database, and no path: `postgres://…`, `mysql://…`, `sqlite:file`, `duckdb:file`. */
export function isDatabaseAddress(text: string): boolean {
  return /^((postgres(ql)?|mysql|mariadb):\/\/|(sqlite|duckdb):.)/.test(text)
}

/**
 * Takes an address apart.
 *
 * @throws if it is none; the error holds no part of it that may be a password
 */
export function databaseAddress(text: string): DatabaseAddress {
  const [, scheme = '', rest = ''] = /^(\w+):(.*)$/s.exec(text) ?? []
  const kind = files[scheme]
  if (kind !== undefined && rest !== '') {
    const file = rest.replace(/^\/\/(?=\/)/, '') // sqlite:///data/shop.sqlite
    return { kind, shown: text, full: text, name: basename(file, extname(file)), file }
  }
  const server = servers[scheme]
  if (server === undefined || !rest.startsWith('//')) {
    const shown = /[:@]/.test(text) ? `${scheme}:…` : text // after either sign there may be a password
    throw new Error(
      `address: must begin with postgres://, mysql://, mariadb://, sqlite: or duckdb:, got '${shown}'`,
    )
  }
  return { kind: server, full: text, ...serverAddress(text) }
}

/** The address without its secrets, as files and errors may hold it. @throws as `databaseAddress` */
export function withoutSecrets(address: string): string {
  return databaseAddress(address).shown
}

/** What the database is called: its name on the server, or that of its file without the ending. */
export function databaseName(address: string): string {
  return databaseAddress(address).name
}

/** The same address as it is found from every folder. */
export function absoluteAddress(address: string): string {
  const { kind, file } = databaseAddress(address)
  return file === undefined || file === IN_MEMORY ? address : `${kind}:${resolve(file)}`
}
