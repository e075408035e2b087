import { Option } from 'commander'

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

/** An option that may be given several times: its value is the list of all. */
export function collectingOption(flags: string, description: string): Option {
  return repeatable(new Option(flags, description)).argParser(
    (text: string, before: string[] | undefined) => [...(before ?? []), text],
  )
}
