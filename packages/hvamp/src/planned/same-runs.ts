import { join } from 'node:path'
import { isFile } from '../files/folders'
import { ofLayout } from '../inputs/locate-data'
import { badInput } from '../process/bad-input'
import { runFiles } from '../runs/run-files'
import { readRun } from '../runs/run-folder'
import { ofSplit } from '../runs/untouched-users'
import { measuringDefaults } from '../settings/measuring'
import { completeModel, isOfRatings, type RunModel } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type PlannedRun, stateOf } from './planned-run'

/** What decides which rows of a file are in which part. */
const ofParts: readonly string[] = [...ofLayout, 'keepRatings', ...ofSplit]

/** What decides which rows of data are in which part, of settings as they turned out; those without a value are left out. */
export function settingsOfParts(
  settings: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  const own = ofParts.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]]))
  return Object.fromEntries(own)
}

/**
 * Checks that existing runs match the plan.
 *
 * @param sha256 of the data
 * @param settings of the data as they turned out, where they were read: an option that was given before and is left out now has its
 *   default there, or, of how a run is measured, that of all runs. Without them only the options of the plan are compared
 * @throws bad input if one has other options, or other data
 */
export async function requireSameRuns(
  runs: readonly PlannedRun[],
  sha256: string,
  settings?: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const run of runs) {
    if (!(await isBegun(run))) continue
    const { options, data } = await readRun(run.folder)
    if (data.source.sha256 !== sha256) {
      throw badInput(
        `${run.folder}: data must be as when it was begun, with SHA-256 ${data.source.sha256}, got ${sha256}: choose another --out`,
      )
    }
    const { dataFolder: _, ...asked } = run.options
    const leftOut = settings && defaultsOf(settings, options.model)
    const now = { ...leftOut, ...asked, ...completeModel({ ...asked, model: options.model }) }
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

/** What options have that are left out. */
function defaultsOf(settings: Readonly<Record<string, unknown>>, model: RunModel): Record<string, unknown> {
  const ofAll = { ...measuringDefaults, halfLife: undefined }
  const parts = Object.fromEntries(ofParts.map((name) => [name, settings[name]]))
  if (!isOfRatings(model) || settings.keepRatings) return { ...ofAll, ...parts }
  // such a model keeps the ratings of data that are read without: it may hold out another number of users
  const { heldOut: _, ...others } = parts
  return { ...ofAll, ...others, keepRatings: true, implicit: true }
}

/** Whether something of a run is there; one that failed may have a checkpoint, from which it is resumed with the options of its folder. */
async function isBegun(run: PlannedRun): Promise<boolean> {
  const { state } = await stateOf(run)
  return state === 'failed' ? isFile(join(run.folder, runFiles.config)) : state !== 'waiting'
}
