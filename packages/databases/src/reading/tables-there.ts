import type { DatabaseKind } from '../addresses/database-address'
import { queueSchema } from '../drivers/queue-schema'
import type { RowConnection } from './query-rows'

const MOST = 20 // names in an error

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

/**
 * Which tables a database has, to end an error with: `: it has 'customers', 'orders'`; of an error of a query that names some of them, which
 * columns these have: `: 'orders' has 'id', 'customer'`; nothing of one in a database without any.
 */
export async function tablesThere(
  connection: RowConnection,
  kind: DatabaseKind,
  sql: string | undefined,
): Promise<string> {
  const rows = await connection.query(`${queries[kind]} ORDER BY name`)
  const tables: string[] = []
  for await (const batch of rows.batches([0])) tables.push(...batch.map(([name]) => String(name)))
  if (tables.length === 0) return sql === undefined ? ': it has no tables' : ''
  const words = sql === undefined ? '' : wordsOf(sql)
  const have: string[] = []
  for (const table of tables.filter((name) => words.includes(wordsOf(name)))) {
    const columns = await columnsOf(connection, table)
    if (columns) have.push(`'${table}' has ${listed(columns)}`)
  }
  return `: ${have.length > 0 ? have.join('; ') : `it has ${listed(tables)}`}`
}

/** The columns of a table; undefined if they cannot be read, as of a view of one that is gone. */
async function columnsOf(connection: RowConnection, table: string): Promise<readonly string[] | undefined> {
  try {
    return (await connection.query(`SELECT * FROM ${connection.table(table)} LIMIT 0`)).columns
  } catch {
    return undefined
  }
}

/** The words of a text in lower case, between spaces. */
const wordsOf = (text: string) => ` ${(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(' ')} `

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => `'${name}'`)
  return `${shown.join(', ')}${names.length > MOST ? ' and more' : ''}`
}
