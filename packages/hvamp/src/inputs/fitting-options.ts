import { isDatabaseAddress } from '@hvamp/databases'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'

const ofDatabases = ['query', 'table']
const ofFiles = [
  'format',
  'skipLines',
  'skipLast',
  'delimiter',
  'header',
  'quoting',
  'maxBytes',
  'maxExpansion',
]

/** @throws bad input if an option was given that only files have a use for, and the data are in a database; or the reverse */
export function requireFittingOptions(path: string, { isExplicit }: Requested<DataSettings>): void {
  const isDatabase = isDatabaseAddress(path)
  const unused = (isDatabase ? ofFiles : ofDatabases).find(isExplicit)
  if (unused === undefined) return
  const place = isDatabase ? 'a file' : 'the address of a database'
  throw badInput(`${optionName(unused)}: goes with ${place}, got '${path}'`)
}
