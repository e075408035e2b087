import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { openDuckDB } from '../drivers/duckdb'
import { doubleQuotes, tableParts } from '../drivers/identifiers'
import { columnsOf, mark, type TableDefinition, type WrittenType } from './table-definition'
import { columnList, missingSchema, type TableTarget } from './table-target'

const types: Readonly<Record<WrittenType, string>> = {
  text: 'VARCHAR',
  uuid: 'UUID',
  bigint: 'BIGINT',
  integer: 'INTEGER',
  number: 'DOUBLE',
  vector: 'FLOAT[]',
}

/** Writes to a DuckDB file, which is made if it is not there, in one transaction: the table is made anew. */
export async function duckdbTarget(
  address: DatabaseAddress,
  definition: TableDefinition,
): Promise<TableTarget> {
  const { table, columns } = definition
  const parts = tableParts(table)
  const { connection, driver, close } = await openDuckDB(address, { readOnly: false })
  const { LIST, VARCHAR, listValue } = driver
  const { name, table: quotedTable } = doubleQuotes
  const target = quotedTable(table)
  const run = (sql: string) => telling(address, () => connection.run(sql))
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`

  async function find() {
    const schema = parts.length > 1 ? text(parts[0]!) : 'current_schema()'
    const reader = await connection.runAndReadAll(
      `SELECT 'table', comment FROM duckdb_tables() WHERE schema_name = ${schema} AND lower(table_name) = lower(${text(parts.at(-1)!)})
       UNION ALL SELECT 'view', comment FROM duckdb_views() WHERE schema_name = ${schema} AND lower(view_name) = lower(${text(parts.at(-1)!)})`,
    )
    const [row] = reader.getRows()
    if (!row) return undefined
    return {
      isMarked: row[1] === mark,
      otherwise: row[0] === 'table' ? undefined : 'a view',
      hasColumns: false, // it is made anew: a key that was deleted is still taken within the transaction
    }
  }

  /** @throws if there is no schema to make the table in */
  async function requireSchema(schema: string) {
    const count = `SELECT count(*) FROM duckdb_schemas() WHERE lower(schema_name) = lower(${text(schema)})`
    const reader = await telling(address, () => connection.runAndReadAll(count))
    if (Number(reader.getRows()[0]![0]) === 0) throw missingSchema(address, schema)
  }

  const found = await telling(address, find)
    .then(async (table) => {
      if (!table && parts.length > 1) await requireSchema(parts[0]!)
      return table
    })
    .catch((error) => {
      close()
      throw error
    })
  return {
    found,
    async countRows() {
      const count = () => connection.runAndReadAll(`SELECT count(*) FROM ${target}`)
      return Number((await telling(address, count)).getRows()[0]![0])
    },
    async begin() {
      await run('BEGIN')
      if (found) await run(`DROP TABLE ${target}`)
      await run(`CREATE TABLE ${target} (${columnList(definition, ({ type }) => types[type], name)})`)
      await run(`COMMENT ON TABLE ${target} IS ${text(mark)}`)
    },
    async add(rows) {
      const lists = columnsOf(rows, columns.length)
      const cells = columns.map(({ type }, i) => `c${i}::${types[type]}`)
      const unnested = columns.map((_, i) => `unnest($${i + 1}) AS c${i}`)
      await telling(address, () =>
        connection.run(
          `INSERT INTO ${target} SELECT ${cells.join(', ')} FROM (SELECT ${unnested.join(', ')})`,
          lists.map((list) => listValue(list)),
          lists.map(() => LIST(VARCHAR)),
        ),
      )
    },
    async publish() {
      await run('COMMIT')
    },
    async close() {
      close()
    },
  }
}
