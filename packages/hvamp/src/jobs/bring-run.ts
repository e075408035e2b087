import { folderFree, isHeld } from '../files/folder-lock'
import { namedAsWhole } from '../files/new-folder'
import { isOver, type PlannedRun, stateOf } from '../planned/planned-run'
import { requireSameRuns } from '../planned/same-runs'
import { isBadInput } from '../process/bad-input'
import { isFurther, progressOf } from '../stores/run-progress'
import type { StoredRun } from '../stores/stored-run'
import type { RunJob } from './run-job'

/** What came of looking for a run in an object store. */
export type Brought =
  /** Its folder is as far as the store knows, unless there is a reason why it could not be brought further. */
  | { readonly isHere: true; readonly why?: string }
  /** There is no folder, and why none could be brought; a damaged run is one that somebody had begun. */
  | { readonly isHere: false; readonly isDamaged: boolean; readonly why: string }

/**
 * Brings the run of an object store into its folder, where it is further than what is there.
 *
 * @param sha256 of the data
 * @param settings of the data as they turned out, where they are known
 * @throws an error of a store if that does not answer
 */
export async function bringRun(
  run: PlannedRun,
  stored: StoredRun,
  { sha256, settings, signal }: Pick<RunJob, 'sha256' | 'settings'> & { readonly signal: AbortSignal },
): Promise<Brought> {
  const { folder } = run
  if (await isHeld(folder)) await folderFree(folder, signal) // of a worker that was killed, whose process just ends
  const here = await progressOf(folder)
  try {
    const there = await stored.find()
    if (!there) {
      return here
        ? { isHere: true }
        : { isHere: false, isDamaged: false, why: `${stored.shown} has nothing of it` }
    }
    if (here && !isFurther(there, here)) {
      if (isOver(run, await stateOf(run))) stored.doubt() // asked for again: the coordinator could not take it
      return { isHere: true }
    }
    await stored.place(folder, (temporary) =>
      requireSameRuns([{ ...run, folder: temporary }], sha256, settings),
    )
    return { isHere: true }
  } catch (error) {
    if (!isBadInput(error)) throw error
    const why = namedAsWhole((error as Error).message)
    return here ? { isHere: true, why } : { isHere: false, isDamaged: true, why }
  }
}
