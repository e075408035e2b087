import { isDatabaseAddress } from '@hvamp/databases'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import { requireKnownDatabase } from './known-database'

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

/** @throws bad input if an option was given that only files have a use for, and the data are in a database; or the reverse; or one alone that goes with another */
export function requireFittingOptions(path: string, { values, isExplicit }: Requested<DataSettings>): void {
  if (values.untilStable && values.minItem === 0) {
    throw badInput(
      '--until-stable: goes with --min-item, without which users are left out once, got no --min-item',
    )
  }
  requireKnownDatabase(path)
  const isDatabase = isDatabaseAddress(path)
  const unused = (isDatabase ? ofFiles : ofDatabases).find(isExplicit)
  if (unused === undefined) return
  const place = isDatabase ? 'a file' : 'the address of a database'
  throw badInput(`${optionName(unused)}: goes with ${place}, got '${path}'`)
}
