import { createHash } from 'node:crypto'
import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { backticks, tableParts } from '../drivers/identifiers'
import { openMysql } from '../drivers/mysql'
import { statementRows } from './statement-rows'
import { mark, type TableDefinition, type WrittenColumn } from './table-definition'
import { busyTable, columnList, isLayout, missingSchema, type TableTarget } from './table-target'

/**
 * How the server reads the statements of a writer, whatever it was set to: a backslash escapes, as the driver writes cells, and a cell
 * that does not fit its column is an error, in tables of any engine.
 */
const setMode = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'"

/**
 * Writes to MySQL or MariaDB, whose changes of tables are in no transaction: rows go to another table, and then both change
 * their names in one step.
 *
 * A table with triggers or foreign keys is refused, which the other would not have.
 *
 * A lock of the schema and the table is held meanwhile, which the server gives back if this process is killed. So whoever holds
 * it may remove tables that a killed process left.
 */
export async function mysqlTarget(
  address: DatabaseAddress,
  definition: TableDefinition,
): Promise<TableTarget> {
  const { table, columns } = definition
  const connection = await openMysql(address)
  const run = async (sql: string, values?: unknown): Promise<unknown[][]> =>
    telling(
      address,
      async () => (await connection.promise().query(sql, values as never))[0] as unknown as unknown[][],
    )
  const parts = tableParts(table)
  const tableName = parts.at(-1)!
  const typeOf = (column: WrittenColumn) => typeIn(column, definition)

  /** Whether a schema has a table of a name, and what it is. */
  async function find(schema: string, name: string) {
    const where = 'WHERE table_schema = ? AND table_name = ?'
    const [row] = await run(`SELECT table_type, table_comment FROM information_schema.tables ${where}`, [
      schema,
      name,
    ])
    if (!row) return undefined
    const existing = await run(
      `SELECT column_name, column_type, column_key FROM information_schema.columns ${where} ORDER BY ordinal_position`,
      [schema, name],
    )
    const found = existing.map(([column, type]) => `${column} ${String(type).replace(/int\(\d+\)$/, 'int')}`)
    const key = existing.filter(([, , role]) => role === 'PRI').map(([column]) => String(column))
    const wanted = columns.map(
      (column) => `${column.name} ${typeOf(column).replace(/ CHARACTER SET .*/, '')}`,
    )
    return {
      comment: row[1],
      isMarked: row[1] === mark,
      otherwise: row[0] === 'BASE TABLE' ? undefined : 'a view',
      hasColumns: isLayout({ columns: found, key }, { columns: wanted, key: definition.key }),
    }
  }

  /** The schema of the table: the one that its name has, or the database of the address. @throws if there is neither */
  async function schemaOf(): Promise<string> {
    if (parts.length > 1) return parts[0]!
    const [row] = await run('SELECT DATABASE()')
    const [schema] = row as [string | null]
    if (schema !== null) return schema
    throw new Error(
      `${address.shown}: the address must name a database, or the table a schema, got neither with the table '${table}'`,
    )
  }

  /** @throws if there is no schema to make the table in */
  async function requireSchema(schema: string): Promise<void> {
    const [there] = await run('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [schema])
    if (!there) throw missingSchema(address, schema)
  }

  /**
   * What a table has that its successor would not, and why it may not be written then; undefined if it has nothing of the kind.
   *
   * Foreign keys to it are looked for in its schema: the server would open each table of all the others, and refuses to drop the old one.
   */
  async function forbiddenBy(schema: string): Promise<string | undefined> {
    const [bound] = await run(
      `SELECT 'trigger', trigger_name FROM information_schema.triggers
         WHERE event_object_schema = ? AND event_object_table = ?
       UNION ALL SELECT 'foreign key', constraint_name FROM information_schema.referential_constraints
         WHERE constraint_schema = ? AND table_name = ?
       UNION ALL SELECT 'foreign key', CONCAT(constraint_name, ' of ', table_name) FROM information_schema.referential_constraints
         WHERE constraint_schema = ? AND unique_constraint_schema = ? AND referenced_table_name = ?`,
      [schema, tableName, schema, tableName, schema, schema, tableName],
    )
    return bound && `must have no trigger and no foreign key, from it or to it, got the ${bound.join(' ')}`
  }

  async function findTarget() {
    await run(setMode)
    const schema = await schemaOf()
    const found = await find(schema, tableName)
    if (!found) await requireSchema(schema)
    return { schema, found: found && { ...found, forbidden: await forbiddenBy(schema) } }
  }

  const { schema, found } = await findTarget().catch((error) => {
    connection.destroy()
    throw error
  })
  const inSchema = (name: string) => `${backticks.name(schema)}.${backticks.name(name)}`
  const target = inSchema(tableName)
  const hash = hashOf(schema, tableName)
  const [filled, old] = [`hvamp_new_${hash}`, `hvamp_old_${hash}`]
  let isBegun = false

  async function removeLeft(name: string): Promise<void> {
    const left = await find(schema, name)
    if (left && !left.isMarked) {
      throw new Error(
        `${address.shown}: ${name} must be a table that hvamp left, got one without its comment`,
      )
    }
    if (left) await run(`DROP TABLE ${inSchema(name)}`)
  }

  return {
    found,
    async countRows() {
      const [row] = await run(`SELECT count(*) FROM ${target}`)
      return Number(row![0])
    },
    async begin() {
      await run('SET SESSION lock_wait_timeout = 60')
      const [[isHeld]] = (await run('SELECT GET_LOCK(?, 0)', [`hvamp:${hash}`])) as [[number]]
      if (isHeld !== 1) throw busyTable(address, table)
      await removeLeft(filled)
      if (found) await removeLeft(old)
      isBegun = true
      if (found?.hasColumns) {
        await run(`CREATE TABLE ${inSchema(filled)} LIKE ${target}`) // with its indexes
        await run(`ALTER TABLE ${inSchema(filled)} COMMENT = '${mark}'`)
      } else {
        const list = columnList(definition, typeOf, backticks.name)
        await run(`CREATE TABLE ${inSchema(filled)} (${list}) COMMENT = '${mark}'`)
      }
    },
    async add(rows) {
      for (const some of statementRows(rows)) await run(`INSERT INTO ${inSchema(filled)} VALUES ?`, [some])
    },
    async publish() {
      const rename = `${inSchema(filled)} TO ${target}`
      if (found && !found.isMarked) await run(`ALTER TABLE ${target} COMMENT = '${mark}'`) // it may be left over
      await run(`RENAME TABLE ${found ? `${target} TO ${inSchema(old)}, ` : ''}${rename}`)
      isBegun = false
      if (!found) return
      await run(`DROP TABLE ${inSchema(old)}`).catch(async (error) => {
        await run(`RENAME TABLE ${target} TO ${inSchema(filled)}, ${inSchema(old)} TO ${target}`)
        if (!found.isMarked) await run(`ALTER TABLE ${target} COMMENT = ?`, [found.comment])
        isBegun = true
        throw error // as of a foreign key to it that the user may not see
      })
    },
    async close() {
      if (isBegun) await run(`DROP TABLE IF EXISTS ${inSchema(filled)}`).catch(() => {}) // else the next one removes it
      connection.destroy()
    },
  }
}

/** What is the same for all who write a table, however they name it: short, for names of locks have 64 characters at most. */
function hashOf(schema: string, table: string): string {
  return createHash('sha256')
    .update(JSON.stringify([schema, table]))
    .digest('hex')
    .slice(0, 16)
}

const ofIds = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'

function typeIn({ name, type }: WrittenColumn, { key }: TableDefinition): string {
  switch (type) {
    case 'text':
      return key.includes(name) ? `varchar(255) ${ofIds}` : `text ${ofIds}` // a key has a greatest length
    case 'uuid':
      return `char(36) ${ofIds}`
    case 'bigint':
      return 'bigint'
    case 'integer':
      return 'int'
    case 'number':
      return 'double'
    case 'vector':
      return `longtext ${ofIds}`
  }
}
