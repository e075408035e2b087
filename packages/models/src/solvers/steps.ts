/**
 * Where a computation reports its progress: after each step of so much work, and at its end.
 *
 * @param stepSize work of a step, in the unit of `work`
 * @param total parts of the computation, of which the last ends it
 * @returns whether to report now that `done` parts are done, the last of them with `work`
 */
export function inSteps(stepSize: number, total: number): (done: number, work?: number) => boolean {
  let sum = 0
  return (done, work = 1) => {
    sum += work
    if (sum < stepSize && done < total) return false
    sum = 0
    return true
  }
}
