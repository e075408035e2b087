import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { plannedOptions } from '../settings/run-settings'
import type { RunJob } from './run-job'

/**
 * Checks the options of a job by the definitions that the command line has, for they become its arguments.
 *
 * @throws bad input, naming the first one that hvamp here does not have, or a value that it does not take
 */
export function requireOptions({ options }: RunJob): void {
  const { error } = plannedOptions.safeParse(options)
  const [issue] = error?.issues ?? []
  if (!issue) return
  if (issue.code === 'unrecognized_keys') {
    throw badInput(
      `${optionName(issue.keys[0]!)}: must be an option that a job may have here, got one that is none`,
    )
  }
  const name = String(issue.path[0])
  throw badInput(`${optionName(name)}: ${issue.message}, got ${JSON.stringify(options[name])}`, error)
}
