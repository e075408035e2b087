import { Option } from 'commander'
import { badInput } from '../process/bad-input'

const marked = new WeakSet<Option>()

/** Marks an option that may be given several times, each time with another value. */
export function repeatable(option: Option): Option {
  marked.add(option)
  return option
}

/** Whether an option may be given several times. */
export function isRepeatable(option: Option): boolean {
  return marked.has(option)
}

/** An option that takes an id, and may be given several times: its value is the list of all. */
export function idOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return repeatable(option).argParser((text: string, before: string[] | undefined) => {
    if (text.trim() === '') throw badInput(`${option.long}: must be an id, got '${text}'`)
    return [...(before ?? []), text]
  })
}

/** An option that may be given several times: its value is the list of all. */
export function collectingOption(flags: string, description: string): Option {
  return repeatable(new Option(flags, description)).argParser(
    (text: string, before: string[] | undefined) => [...(before ?? []), text],
  )
}
