import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import type { PlannedRun, RunState } from './planned-run'

/** The error of a table of which no run ended well: how many failed, why the first of them did, and what tries them again. */
export function noneEndedWell(
  folder: string,
  runs: readonly PlannedRun[],
  states: readonly RunState[],
): Error {
  const failed = runs.flatMap(({ name }, i) => {
    const state = states[i]!
    return state.state === 'failed' ? [`${name}: ${state.reason}`] : []
  })
  return badInput(
    `${folder}: some run must end well, got ${grouped(failed.length)} that failed; ${failed[0]}; the same command with --retry tries them again`,
  )
}
