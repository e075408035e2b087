import { dataWords } from '../settings/chosen-data'
import type { Options } from '../settings/option-arguments'

/**
 * How to keep rows that cannot be read again in every process: the command that writes them as they are read and divided. A folder of parts
 * is divided already, so every fold needs the rows themselves.
 *
 * @param options those about data that were given
 */
export function wayToKeep(data: string, options: Options): string {
  if (options.folds !== undefined && options.fold === undefined)
    return 'save the rows in a file, for every fold needs all of them'
  return `hvamp split ${dataWords(data, options)} --out parts keeps the rows`
}
