import type { PlannedRun } from '../planned/planned-run'
import type { RunEvent } from '../planned/run-event'
import { resultInWords } from '../planned/run-in-words'
import { measuringDefaults } from '../settings/measuring'
import { duration, metricTitle } from '../terminal/format'
import type { Output } from '../terminal/output'

/** Shows what a worker does: a line where a run begins or ends, and the reason where a job is refused. */
export interface WorkerDisplay {
  event(event: RunEvent): void
  /** Each reason once, for a refused job comes back. */
  refuse(title: string, reason: string): void
  /** Why a run that another worker had begun is not resumed. */
  again(run: PlannedRun, why: string): void
  /** Why an object store does not answer; without a reason, that it answers again. */
  silence(store: string, reason: string | undefined): void
  /** What goes wrong with the queue, once while it lasts. */
  error(error: Error): void
}

export function workerDisplay(out: Output): WorkerDisplay {
  const began = new Map<string, number>()
  const refused = new Set<string>()
  let wrong: string | undefined
  return {
    event(event) {
      const { run } = event
      wrong = undefined
      if (event.type === 'wait') {
        out.note(`${run.title}: waits for another process in ${run.folder} to end`)
      }
      if (event.type === 'begin') {
        began.set(run.folder, performance.now())
        out.note(`${run.title}: ${event.isResumed ? 'resumes' : 'begins'}, in ${run.folder}`)
        out.emit({ event: 'begin', run: run.name, folder: run.folder, resumed: event.isResumed })
      }
      if (event.type === 'end') {
        const seconds = (performance.now() - (began.get(run.folder) ?? performance.now())) / 1000
        out.note(`${run.title}: ${resultInWords(event.state, metricOf(run))}, ${duration(seconds)}`)
        out.emit({ event: 'end', run: run.name, folder: run.folder, state: event.state.state })
      }
    },
    refuse(title, reason) {
      if (refused.has(reason)) return
      refused.add(reason)
      out.note(`${title}: refused, ${reason}`)
      out.emit({ event: 'refused', run: title, reason })
    },
    again(run, why) {
      out.note(`${run.title}: begins again, ${why}`)
      out.emit({ event: 'again', run: run.name, folder: run.folder, reason: why })
    },
    silence(store, reason) {
      out.note(reason === undefined ? `${store}: answers again` : `${reason}; it is tried again`)
      out.emit({ event: reason === undefined ? 'store-back' : 'store-away', store, reason })
    },
    error({ message }) {
      if (message === wrong) return
      wrong = message
      out.note(`the queue: ${message}`)
    },
  }
}

/** The title of the validation metric of a run. */
function metricOf({ options }: PlannedRun): string {
  return metricTitle(String(options.validationMetric ?? measuringDefaults.validationMetric))
}
