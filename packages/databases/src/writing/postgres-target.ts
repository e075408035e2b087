import { randomBytes } from 'node:crypto'
import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { doubleQuotes, requireWholeInPostgres, tableParts } from '../drivers/identifiers'
import { openPostgres } from '../drivers/postgres'
import { columnsOf, mark, type TableDefinition, type WrittenType } from './table-definition'
import { busyTable, columnList, isLayout, missingSchema, type TableTarget } from './table-target'

const types: Readonly<Record<WrittenType, string>> = {
  text: 'text',
  uuid: 'uuid',
  bigint: 'bigint',
  integer: 'integer',
  number: 'double precision',
  vector: 'real[]',
}

/** Codes of what a table of the name that another process made meanwhile is, among other things: unique_violation, duplicate_object, duplicate_table. */
const taken: ReadonlySet<string | undefined> = new Set(['23505', '42710', '42P07'])

const insufficientPrivilege = '42501'

/** What a user and a table have to do with each other. */
interface Rights {
  readonly isMarked: boolean
  readonly isOwner: boolean
  readonly mayFill: boolean
  /** Whether row-level security hides rows from the user, which would stay among the new ones. */
  readonly isFiltered: boolean
}

/** What a user may not do to a table; undefined if nothing that writing needs. */
function missingRight({ isMarked, isOwner, mayFill, isFiltered }: Rights): string | undefined {
  if (!isOwner && !isMarked)
    return "must be the user's own where hvamp did not write it, got one of another owner"
  if (isFiltered) return 'must show the user all its rows, got row-level security that applies to the user'
  if (isOwner || mayFill) return undefined
  return 'must be open to the user, who may not fill it: GRANT INSERT, DELETE allows it'
}

const UNCOUNTED =
  'must be open to the user, who may not count its rows: GRANT SELECT, INSERT, DELETE allows it'

const lockWait = "SET LOCAL lock_timeout = '60s'"

/**
 * Writes to PostgreSQL in one transaction.
 *
 * A table that has the columns and the key already is emptied and filled, and so keeps its grants, indexes and views; its readers do not
 * wait, and see the old rows until the commit, in every isolation level. A table with others is replaced by a new one, which
 * gets its owner, where the server allows it, and its grants, also those of columns that it has; one with row-level security is refused then, and always where that applies to the user.
 */
export async function postgresTarget(
  address: DatabaseAddress,
  definition: TableDefinition,
): Promise<TableTarget> {
  const { table, columns } = definition
  const names = [...tableParts(table), ...columns.map((column) => column.name)]
  await telling(address, () => requireWholeInPostgres(names))
  const client = await openPostgres(address)
  const run = (sql: string, values?: unknown[]) => telling(address, () => client.query(sql, values))
  const { name, table: quotedTable } = doubleQuotes
  const wanted = columns.map((column) => `${column.name} ${types[column.type]}`)
  const list = () => columnList(definition, ({ type }) => types[type], name)

  async function find() {
    const { rows } = await run(
      `SELECT c.oid, c.relkind, n.nspname, obj_description(c.oid, 'pg_class') AS comment,
         quote_ident(pg_get_userbyid(c.relowner)) AS owner,
         c.relrowsecurity AS "hasPolicies", pg_has_role(c.relowner, 'USAGE') AS "isOwner",
         has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'DELETE') AS "mayFill",
         has_any_column_privilege(c.oid, 'SELECT') AS "mayCount", row_security_active(c.oid) AS "isFiltered"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)`,
      [quotedTable(table)],
    )
    const [row] = rows
    if (!row) {
      await requireSchema()
      return undefined
    }
    const { rows: existing } = await run(
      `SELECT attname AS name, attname || ' ' || format_type(atttypid, atttypmod) AS definition, EXISTS (
         SELECT FROM pg_constraint WHERE conrelid = attrelid AND contype = 'p' AND attnum = ANY (conkey)) AS "isKey"
       FROM pg_attribute WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [row.oid],
    )
    const found = existing.map((column) => column.definition)
    const key = existing.filter(({ isKey }) => isKey).map((column) => column.name)
    const { isOwner, hasPolicies } = row
    const isMarked = row.comment === mark
    return {
      oid: row.oid as string,
      owner: row.owner as string,
      schema: row.nspname as string,
      isMarked,
      isOwner,
      hasPolicies,
      forbidden: missingRight({ ...row, isMarked }),
      uncounted: row.mayCount ? undefined : UNCOUNTED,
      otherwise: row.relkind === 'r' ? undefined : 'a view or another relation',
      hasColumns: isLayout({ columns: found, key }, { columns: wanted, key: definition.key }),
    }
  }

  /** @throws if there is no schema to make the table in, or the user may make none there */
  async function requireSchema(): Promise<void> {
    const [schema] = tableParts(table).length > 1 ? tableParts(table) : [null]
    const { rows } = await run(
      `SELECT nspname AS schema, has_schema_privilege(oid, 'CREATE') AS "isOpen" FROM pg_namespace
       WHERE nspname = COALESCE($1, current_schema())`,
      [schema],
    )
    const [row] = rows
    if (!row && schema != null) throw missingSchema(address, schema)
    if (row?.isOpen === false) {
      throw new Error(
        `${address.shown}: the user must be allowed to make tables in the schema ${row.schema}, and is not: GRANT CREATE ON SCHEMA allows it`,
      )
    }
  }

  const found = await find().catch(async (error) => {
    await client.end().catch(() => {})
    throw error
  })
  const isKept = found?.hasColumns === true
  const target = found ? `${name(found.schema)}.${name(tableParts(table).at(-1)!)}` : quotedTable(table)
  const beside = `hvamp_${randomBytes(8).toString('hex')}` // within this transaction
  const filled = found && !isKept ? `${name(found.schema)}.${name(beside)}` : target

  /** Checks what a new table in the place of another needs. */
  function requireReplaceable({ isOwner, hasPolicies }: { isOwner: boolean; hasPolicies: boolean }): void {
    const need = `${address.shown}: ${table} has other columns or another key, and so must`
    if (!isOwner) throw new Error(`${need} be the user's own, got one of another owner`)
    if (hasPolicies)
      throw new Error(
        `${need} have no row-level security, which a new table would lose, got some: drop the table, or choose another name`,
      )
  }

  /**
   * Gives the new table to the owner of the old one; all rights on it where the server forbids that, as it does if the owner may make
   * no tables in the schema, or the user may not act as the owner.
   */
  async function giveTo(owner: string): Promise<void> {
    await run('SAVEPOINT made')
    await run(`ALTER TABLE ${filled} OWNER TO ${owner}`).catch(async (error) => {
      if (error.cause?.code !== insufficientPrivilege) throw error
      await run('ROLLBACK TO SAVEPOINT made')
      await run(`GRANT ALL ON ${filled} TO ${owner}`)
    })
  }

  /** Lets everybody who has rights on the old table, or on columns that the new one has too, have them on the new one. */
  async function copyGrants(oid: string): Promise<void> {
    const { rows } = await run(
      `SELECT privilege_type AS privilege, is_grantable, quote_ident(attname) AS column,
         CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee
       FROM (SELECT NULL AS attname, relowner, relacl AS acl FROM pg_class WHERE oid = $1 UNION ALL
         SELECT attname, relowner, attacl FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
         WHERE attrelid = $1 AND NOT attisdropped AND attname = ANY ($2)) AS granted, aclexplode(acl)
       WHERE grantee <> relowner`,
      [oid, columns.map((column) => column.name)],
    )
    for (const { privilege, column, grantee, is_grantable: isGrantable } of rows) {
      const what = column === null ? privilege : `${privilege} (${column})`
      await run(`GRANT ${what} ON ${filled} TO ${grantee}${isGrantable ? ' WITH GRANT OPTION' : ''}`)
    }
  }

  /** Whether the table is there after it could not be made: a type of its name is in the way too. */
  async function isThereNow(): Promise<boolean> {
    await run('ROLLBACK')
    return (await find()) !== undefined
  }

  return {
    found,
    async countRows() {
      return Number((await run(`SELECT count(*) AS count FROM ONLY ${target}`)).rows[0].count)
    },
    async begin() {
      await run('BEGIN')
      await run(lockWait)
      if (isKept) {
        await run(`LOCK TABLE ONLY ${target} IN SHARE ROW EXCLUSIVE MODE`) // other writers wait, readers do not
        await run(`DELETE FROM ONLY ${target}`) // tables that inherit from it are of others
        return
      }
      if (found) requireReplaceable(found)
      await run(`CREATE TABLE ${filled} (${list()})`).catch(async (error) => {
        throw taken.has(error.cause?.code) && (await isThereNow()) ? busyTable(address, table, error) : error
      })
      if (found) await giveTo(found.owner)
    },
    async add(rows) {
      const texts = columnsOf(rows, columns.length).map((cells, i) =>
        columns[i]!.type === 'vector'
          ? cells.map((cell) => cell?.replace('[', '{').replace(']', '}'))
          : cells,
      )
      const arrays = columns.map((_, i) => `$${i + 1}::text[]`)
      const cells = columns.map(({ type }, i) => `c${i}::${types[type]}`)
      const names = columns.map((_, i) => `c${i}`)
      await run(
        `INSERT INTO ${filled} SELECT ${cells.join(', ')} FROM unnest(${arrays.join(', ')}) AS r(${names.join(', ')})`,
        texts,
      )
    },
    async publish() {
      if (filled !== target) {
        await copyGrants(found!.oid)
        await run(`DROP TABLE ${target}`)
        await run(`ALTER TABLE ${filled} RENAME TO ${name(tableParts(table).at(-1)!)}`)
      }
      if (!isKept || !found.isMarked) await run(`COMMENT ON TABLE ${target} IS '${mark}'`) // which the owner alone may do
      await run('COMMIT')
    },
    close: () => client.end(),
  }
}
