import { badInput } from '../process/bad-input'
import { readRun } from '../runs/run-folder'
import { completeModel } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type PlannedRun, stateOf } from './planned-run'

/**
 * Checks that existing runs match the plan.
 *
 * @param sha256 of the data
 * @throws bad input if one has other options, or other data
 */
export async function requireSameRuns(runs: readonly PlannedRun[], sha256: string): Promise<void> {
  for (const run of runs) {
    const { state } = await stateOf(run)
    if (state === 'waiting' || state === 'failed') continue
    const { options, data } = await readRun(run.folder)
    if (data.source.sha256 !== sha256) {
      throw badInput(
        `${run.folder}: data must be as when it was begun, with SHA-256 ${data.source.sha256}, got ${sha256}: choose another --out`,
      )
    }
    const { dataFolder: _, ...asked } = run.options
    const now = { ...asked, ...completeModel({ ...asked, model: options.model }) }
    for (const [name, value] of Object.entries(now)) {
      const before = options[name as keyof typeof options]
      if (before !== value) {
        throw badInput(
          `${run.folder}: ${optionName(name)} must be as when it was begun, ${before ?? 'not given'}, got ${value ?? 'not given'}: choose another --out`,
        )
      }
    }
  }
}
