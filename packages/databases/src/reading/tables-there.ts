import type { DatabaseKind } from '../addresses/database-address'
import { queueSchema } from '../drivers/queue-schema'
import type { RowConnection } from './query-rows'

const shown = 20 // tables in an error

/** The standard's catalogue of tables, those of other schemas with the schema in front. */
const fromCatalogue = (others: string) => `SELECT
  CASE WHEN table_schema = current_schema() THEN table_name ELSE CONCAT(table_schema, '.', table_name) END AS name
  FROM information_schema.tables WHERE ${others}`

const queries: Readonly<Record<DatabaseKind, string>> = {
  postgres: fromCatalogue(`table_schema NOT IN ('information_schema', 'pg_catalog', '${queueSchema}')`),
  mysql: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  sqlite: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB 'sqlite_*'",
  duckdb: fromCatalogue('table_catalog = current_database()'),
}

/** Which tables a database has, to end an error with: `: it has 'customers', 'orders'`. */
export async function tablesThere(connection: RowConnection, kind: DatabaseKind): Promise<string> {
  const rows = await connection.query(`${queries[kind]} ORDER BY name LIMIT ${shown + 1}`)
  const names: string[] = []
  for await (const batch of rows.batches([0])) names.push(...batch.map(([name]) => `'${name}'`))
  if (names.length === 0) return ': it has no tables'
  return `: it has ${names.slice(0, shown).join(', ')}${names.length > shown ? ' and more' : ''}`
}
