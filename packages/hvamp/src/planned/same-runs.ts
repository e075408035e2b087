import { join } from 'node:path'
import { isFile } from '../files/folders'
import { ofLayout } from '../inputs/locate-data'
import { badInput } from '../process/bad-input'
import { runFiles } from '../runs/run-files'
import { readRun } from '../runs/run-folder'
import { ofSplit } from '../runs/untouched-users'
import { completeModel } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type PlannedRun, stateOf } from './planned-run'

/** What decides which rows of a file are in which part. */
const ofParts: readonly string[] = [...ofLayout, 'keepRatings', ...ofSplit]

/**
 * Checks that existing runs match the plan.
 *
 * @param sha256 of the data
 * @param settings of the data as they turned out, where they were read: an option that was given before and is left out now has its
 *   default there. Without them only the options of the plan are compared
 * @throws bad input if one has other options, or other data
 */
export async function requireSameRuns(
  runs: readonly PlannedRun[],
  sha256: string,
  settings?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const parts = settings && Object.fromEntries(ofParts.map((name) => [name, settings[name]]))
  for (const run of runs) {
    if (!(await isBegun(run))) continue
    const { options, data } = await readRun(run.folder)
    if (data.source.sha256 !== sha256) {
      throw badInput(
        `${run.folder}: data must be as when it was begun, with SHA-256 ${data.source.sha256}, got ${sha256}: choose another --out`,
      )
    }
    const { dataFolder: _, ...asked } = run.options
    const now = { ...parts, ...asked, ...completeModel({ ...asked, model: options.model }) }
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

/** Whether something of a run is there; one that failed may have a checkpoint, from which it is resumed with the options of its folder. */
async function isBegun(run: PlannedRun): Promise<boolean> {
  const { state } = await stateOf(run)
  return state === 'failed' ? isFile(join(run.folder, runFiles.config)) : state !== 'waiting'
}
