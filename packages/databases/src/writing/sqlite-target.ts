import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { doubleQuotes, tableParts } from '../drivers/identifiers'
import { openSqlite, type SqliteStatement } from '../drivers/sqlite'
import { mark, type TableDefinition, textOf, type WrittenType } from './table-definition'
import { columnList, isLayout, type TableTarget } from './table-target'

const types: Readonly<Record<WrittenType, string>> = {
  text: 'TEXT',
  uuid: 'TEXT',
  bigint: 'INTEGER',
  integer: 'INTEGER',
  number: 'REAL',
  vector: 'TEXT',
}

/**
 * Writes to a SQLite file, which is made if it is not there, in one transaction. Other writers wait meanwhile. A table that has
 * the columns and the key already is emptied and filled, and so keeps its indexes and triggers.
 */
export async function sqliteTarget(
  address: DatabaseAddress,
  definition: TableDefinition,
): Promise<TableTarget> {
  const { table, columns } = definition
  const parts = tableParts(table)
  if (parts.length > 1)
    throw new Error(`${address.shown}: table must be a name without a point, got '${table}'`)
  const database = await openSqlite(address, { readOnly: false })
  const { name } = doubleQuotes
  const literal = `'${table.replaceAll("'", "''")}'`

  function all(sql: string) {
    const statement = database.prepare(sql)
    const rows = [...statement.rows()]
    statement.end()
    return rows
  }

  function find() {
    const [row] = all(`SELECT type, sql FROM main.sqlite_master WHERE lower(name) = lower(${literal})`)
    if (!row) return undefined
    const existing = all(`PRAGMA main.table_info(${literal})`)
    const found = existing.map((column) => `${column.name} ${column.type}`)
    const key = existing.filter(({ pk }) => Number(pk) > 0).map((column) => String(column.name))
    const wanted = columns.map((column) => `${column.name} ${types[column.type]}`)
    return {
      isMarked: String(row.sql).includes(`/* ${mark} */`),
      otherwise: row.type === 'table' ? undefined : `a ${row.type}`,
      hasColumns: isLayout({ columns: found, key }, { columns: wanted, key: definition.key }),
    }
  }

  const found = await telling(address, find).catch((error) => {
    database.close()
    throw error
  })
  let insert: SqliteStatement | undefined
  return {
    found,
    async countRows() {
      const [row] = await telling(address, () => all(`SELECT count(*) AS count FROM ${name(table)}`))
      return Number(row!.count)
    },
    begin: () =>
      telling(address, () => {
        database.run('BEGIN IMMEDIATE')
        if (found?.isMarked && found.hasColumns) database.run(`DELETE FROM ${name(table)}`)
        else {
          if (found) database.run(`DROP TABLE ${name(table)}`)
          const list = columnList(definition, ({ type }) => types[type], name)
          database.run(`CREATE TABLE ${name(table)} (/* ${mark} */ ${list}) WITHOUT ROWID`)
        }
        insert = database.prepare(`INSERT INTO ${name(table)} VALUES (${columns.map(() => '?').join(', ')})`)
      }),
    add: (rows) =>
      telling(address, () => {
        for (const row of rows) insert!.run(row.map(textOf))
      }),
    publish: () => telling(address, () => database.run('COMMIT')),
    async close() {
      insert?.end()
      database.close() // rolls back
    },
  }
}
