import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import type { Options } from '../queue/planned-run'
import type { BackendSettings } from './backend'
import { integerOption, numberOption } from './numbers'

/** How a list of runs is worked off: nothing that changes what is computed. */
export interface ListSettings extends BackendSettings {
  readonly parallel: number
  readonly retry?: boolean
  readonly json?: boolean
}

/** Adds the options that say how a list of runs is worked off. */
export function addListOptions(command: Command): Command {
  return command
    .addOption(integerOption('--parallel <count>', 'processes at a time', { least: 1 }).default(1))
    .option('--retry', 'also what failed before')
    .option('--json', 'JSON lines on stdout, nothing else')
}

/** An option for a time limit. */
export function minutesOption(flags: string, description: string) {
  return numberOption(flags, description, { above: 0 })
}

/** Options of train that say where it runs: threads, where nobody said, are divided among the processes. */
export function placeOf({ parallel, threads, backend }: ListSettings): Options {
  const shared = parallel === 1 ? {} : { threads: Math.max(1, Math.floor(availableParallelism() / parallel)) }
  return { backend, ...shared, ...(threads !== undefined && { threads }) }
}
