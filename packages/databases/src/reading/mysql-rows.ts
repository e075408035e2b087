import type { FieldPacket } from 'mysql2'
import type { DatabaseAddress } from '../addresses/database-address'
import { databaseError, telling } from '../drivers/database-error'
import { backticks } from '../drivers/identifiers'
import { cancelMysql, openMysql, streamMysql } from '../drivers/mysql'
import { type CellType, cellsOf, type Row, type RowConnection } from './query-rows'

const batch = 1000 // rows at a time
const several = 'must be a query with one result, got a procedure with several'
const binary = 63 // character set of bytes

/** Types by the numbers that the protocol has for them. */
const types: ReadonlyMap<number, CellType> = new Map([
  ...[1, 2, 3, 8, 9].map((type) => [type, 'integer'] as const),
  ...[0, 4, 5, 246].map((type) => [type, 'number'] as const),
  ...[7, 10, 12].map((type) => [type, 'date'] as const),
  ...[15, 252, 253, 254].map((type) => [type, 'text'] as const),
])

/** Reads from MySQL or MariaDB row by row in a transaction that only reads. */
export async function mysqlRows(address: DatabaseAddress): Promise<RowConnection> {
  const connection = await openMysql(address)
  const settings = ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'START TRANSACTION READ ONLY']
  try {
    for (const sql of settings) await telling(address, () => connection.promise().query(sql))
  } catch (error) {
    connection.destroy()
    throw error
  }
  return {
    async query(sql) {
      const stream = streamMysql(connection, sql, batch)
      const fields = await new Promise<readonly FieldPacket[]>((resolve, reject) => {
        let hasResult = false
        stream.on('fields', (found) => {
          if (hasResult && Array.isArray(found)) stream.destroy(new Error(several))
          hasResult = true
          resolve(found)
        })
        stream.once('error', (error) => reject(databaseError(address, error)))
      })
      if (!Array.isArray(fields)) throw new Error(`${address.shown}: must be a query that finds rows`)
      return {
        columns: fields.map(({ name }) => name),
        typeOf(column) {
          const { columnType, type, characterSet } = fields[column]!
          const found = types.get(columnType ?? type ?? -1)
          return found === 'text' && characterSet === binary ? undefined : found
        },
        async *batches(columns) {
          let rows: Row[] = []
          try {
            for await (const row of stream) {
              if (!Array.isArray(row)) continue // what a CALL says at its end
              rows.push(row)
              if (rows.length < batch) continue
              yield cellsOf(rows, columns, fields.length)
              rows = []
            }
          } catch (error) {
            throw databaseError(address, error)
          }
          if (rows.length > 0) yield cellsOf(rows, columns, fields.length)
        },
      }
    },
    table: backticks.table,
    column: backticks.name,
    cancel: () => cancelMysql(address, connection),
    async close() {
      connection.destroy() // rows may be under way
    },
  }
}
