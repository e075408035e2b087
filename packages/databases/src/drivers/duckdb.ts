import { existsSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type DatabaseAddress, IN_MEMORY, requireLasting } from '../addresses/database-address'
import { telling } from './database-error'
import { importDriver } from './import-driver'

/** An open database file, and the driver that opened it. */
export interface DuckDB {
  readonly connection: DuckDBConnection
  readonly driver: typeof import('@duckdb/node-api')
  close(): void
}

/**
 * Opens a DuckDB file, or to read by queries of other files an empty database in memory.
 *
 * @throws if the package @duckdb/node-api is missing, the file is no database, or another process writes to it; a file that is
 *   to be read must exist, and nothing is written to memory
 */
export async function openDuckDB(
  address: DatabaseAddress,
  { readOnly }: { readonly readOnly: boolean },
): Promise<DuckDB> {
  const name = '@duckdb/node-api'
  const driver = await importDriver<typeof import('@duckdb/node-api')>(name, address.shown)
  const file = address.file!
  const isInMemory = file === IN_MEMORY
  if (!readOnly) requireLasting(address)
  if (readOnly && !isInMemory && !existsSync(file)) {
    throw new Error(
      `${address.shown}: must be a file, got no such file: a query of other files needs none, duckdb:${IN_MEMORY}`,
    )
  }
  return telling(address, async () => {
    const instance = await driver.DuckDBInstance.create(
      file,
      readOnly && !isInMemory ? { access_mode: 'READ_ONLY' } : {},
    )
    const connection = await instance.connect()
    return {
      connection,
      driver,
      close() {
        connection.closeSync()
        instance.closeSync()
      },
    }
  })
}
