import { Option } from 'commander'
import { badInput } from '../process/bad-input'

/** Names of the standard output, where other programs write to it as to a file. */
const standardOutputs = ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']

/** An option that takes the path of a file or folder; slashes at its end count for nothing. */
export function pathOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => {
    if (text === '') throw badInput(`${option.long}: must be a path, got ''`)
    if (option.long === '--out' && standardOutputs.includes(text)) {
      throw badInput(
        `--out: must be the path of a file or folder, got '${text}': what goes to the standard output is printed without --out, with --json for programs`,
      )
    }
    return text.replace(/(?<=[^/\\])[/\\]+$/, '')
  })
}
