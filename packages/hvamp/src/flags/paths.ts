import { Option } from 'commander'
import { badInput } from '../process/bad-input'

/** An option that takes the path of a file or folder; slashes at its end count for nothing. */
export function pathOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => {
    if (text === '') throw badInput(`${option.long}: must be a path, got ''`)
    return text.replace(/(?<=[^/\\])[/\\]+$/, '')
  })
}
