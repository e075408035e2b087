import { badInput } from '../process/bad-input'
import { requireUsedOptions } from '../settings/model'
import { optionName } from '../settings/option-name'
import type { RunConfig } from '../settings/run-config'

/** Options that may differ when a run is resumed. */
const free = [
  'resume',
  'json',
  'debug',
  'dataFolder',
  'dataSha256',
  'checkpointSeconds',
  'until',
  'backend',
  'threads',
  'latest',
  'keptShare',
  'failBelow',
  'failMetric',
]

/**
 * Refuses options that a run to be resumed was not begun with.
 *
 * @param chosen what the user chose, by the names of the options
 * @throws bad input if one is none of the run's model, has another value than in the run, or the run was begun without it
 */
export function requireAsBegun(chosen: object, { options, from }: RunConfig, run: string): void {
  requireUsedOptions(options.model, Object.keys(chosen))
  const begun: Readonly<Record<string, unknown>> = { ...options, vanished: from?.vanished }
  for (const [name, value] of Object.entries(chosen)) {
    const before = begun[name]
    if (before === value || free.includes(name)) continue
    const rule =
      before === undefined
        ? `must be left out, as when ${run} was begun`
        : `must be ${before} as when ${run} was begun, or left out`
    throw badInput(`${optionName(name)}: ${rule}, got ${value}`)
  }
}
