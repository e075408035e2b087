import { shellWord } from '../terminal/shell-word'
import { dataSettings } from './data'
import { delimiterWord } from './delimiters'
import { argumentsOf, type Options } from './option-arguments'
import type { Requested } from './requested'
import { splitSettings } from './split'

const aboutData = [...Object.keys(dataSettings), ...Object.keys(splitSettings), 'dataFolder']

/** Options about data, and about their division, that the user gave. */
export function chosenDataOptions({ values, isExplicit }: Requested<object>): Options {
  const chosen = Object.entries(values).filter(([name]) => isExplicit(name))
  return ofData(Object.fromEntries(chosen) as Options)
}

/** Of several options, those about data and their division. */
export function ofData(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => aboutData.includes(name)))
}

/** Data as words of a command that people copy into a shell: a path or a name, and the options about data that it needs. */
export function dataWords(data: string, options: Options): string {
  const { delimiter, ...others } = options
  const named = delimiter === undefined ? others : { ...others, delimiter: delimiterWord(String(delimiter)) }
  return [data, ...argumentsOf(named)].map(shellWord).join(' ')
}
