import { badInput } from '../process/bad-input'
import { chosenDataOptions } from '../settings/chosen-data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'

/**
 * Refuses options that say how histories are read where there are none to read.
 *
 * @param option that names the histories, for the error
 * @throws bad input if one was given
 */
export function requireNoReading(options: Requested<object>, option: '--history' | '--histories'): void {
  const [refused] = Object.keys(chosenDataOptions(options))
  if (refused !== undefined) throw badInput(`${optionName(refused)}: needs ${option}, got none`)
}
