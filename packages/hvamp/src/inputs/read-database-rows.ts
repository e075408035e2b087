import type { Interactions, Table } from '@hvamp/data'
import {
  absoluteAddress,
  type DatabaseReading,
  type RowChoice,
  readDatabase,
  readDatabaseTable,
} from '@hvamp/databases'
import type { SourceFile } from '../files/source-file'
import { badInput, checkingInput } from '../process/bad-input'
import { endingAtSignals } from '../process/interrupt'
import { withSecrets } from '../process/secrets'
import { deciding } from './deciding'

/**
 * Reads interactions from a database; a signal ends the query before it ends this process.
 *
 * @throws bad input, naming the address without its password; where an option would settle it, naming its flag
 */
export async function readDatabaseRows(
  address: string,
  options: DatabaseReading,
): Promise<{ readonly interactions: Interactions; readonly source: SourceFile }> {
  const found = await endingAtSignals((signal) =>
    deciding(() => readDatabase(withSecrets(address), { ...options, signal }))
      .catch(namingJoin(options))
      .catch(namingOptions('--query or --table')),
  )
  const { interactions, bytes, sha256 } = found
  return { interactions, source: { path: address, absolutePath: absoluteAddress(address), bytes, sha256 } }
}

/** Reads an item table from a database in the same way. */
export async function readDatabaseItems(address: string, rows: RowChoice): Promise<Table> {
  return endingAtSignals((signal) =>
    checkingInput(() => readDatabaseTable(withSecrets(address), { ...rows, signal })).catch(
      namingOptions('--table-query or --table-name'),
    ),
  )
}

const ASKS_FOR_IDS = /: choose with --(?:user|item)-column(?: and --item-column)?(?: \([^)]*\))?$/

/** Of a table without known users or items, which another may have, says how both are read together. */
function namingJoin({ table }: DatabaseReading): (error: Error) => never {
  return (error) => {
    if (table === undefined || !ASKS_FOR_IDS.test(error.message)) throw error
    throw badInput(
      `${error.message}, or where another table has them with --query 'SELECT … FROM ${table} JOIN …'`,
      error.cause,
    )
  }
}

/** Says which options name the rows, where none does. */
function namingOptions(options: string): (error: Error) => never {
  return (error) => {
    const named = error.message.replace('must have a query or a table', `must have ${options}`)
    throw named === error.message ? error : badInput(named, error)
  }
}
