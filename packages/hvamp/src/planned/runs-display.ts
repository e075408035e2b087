import { MultiBar, type SingleBar } from 'cli-progress'
import { barLook } from '../terminal/bar-look'
import { duration } from '../terminal/format'
import { hasBars } from '../terminal/has-bars'
import type { Output } from '../terminal/output'
import { type PlannedRun, trainedIn } from './planned-run'
import type { RunEvent } from './run-event'
import { beginningInWords, progressOf, resultInWords, waitInWords } from './run-in-words'

export interface RunsDisplayOptions {
  readonly out: Output
  /** Number of runs. */
  readonly total: number
  /** Title of the validation metric. */
  readonly metric: string
}

/** Shows planned runs while they are made. */
export interface RunsDisplay {
  event(event: RunEvent): void
  say(text: string): void
  stop(): void
}

/** Bars on a terminal, elsewhere a line when a run begins or ends and one a minute, JSON lines for machines. */
export function runsDisplay(options: RunsDisplayOptions): RunsDisplay {
  if (options.out.json) return jsonLines(options)
  return hasBars() ? runBars(options) : runLines(options)
}

const minute = 60_000

function runLines({ out, total, metric }: RunsDisplayOptions): RunsDisplay {
  const running = new Map<PlannedRun, { began: number; shown: number }>()
  let over = 0
  return {
    event(event) {
      const { run } = event
      const now = performance.now()
      const wait = waitInWords(event)
      if (wait !== undefined) out.note(wait)
      if (event.type === 'begin') {
        running.set(run, { began: now, shown: now })
        out.note(`${run.title}: ${beginningInWords(event)}`)
      }
      const times = running.get(run)
      if (event.type === 'line' && times && now - times.shown > minute) {
        const text = progressOf(event.line, metric)?.text
        if (text === undefined) return
        times.shown = now
        out.note(`${run.title}: ${text}`)
      }
      if (event.type === 'end') {
        over++
        const time = times && !event.isKept ? `, ${duration((now - times.began) / 1000)} in all` : ''
        const when = event.isKept ? ', from before' : time
        out.note(`${over}/${total} ${run.title}: ${resultInWords(event.state, metric)}${when}`)
        running.delete(run)
      }
    },
    say: out.note,
    stop: () => {},
  }
}

function runBars({ out, total, metric }: RunsDisplayOptions): RunsDisplay {
  const bars = new MultiBar({
    ...barLook,
    clearOnComplete: false,
    emptyOnZero: true,
  })
  const all = bars.create(total, 0, { text: `0/${total}` })
  const running = new Map<PlannedRun, SingleBar>()
  const end = (run: PlannedRun) => {
    const bar = running.get(run)
    if (bar) bars.remove(bar)
    running.delete(run)
  }
  let over = 0
  let isStopped = false
  return {
    event(event) {
      const { run } = event
      const wait = waitInWords(event)
      if (wait !== undefined) bars.log(`${wait}\n`)
      if (event.type === 'leave') end(run)
      if (event.type === 'begin') running.set(run, bars.create(1, 0, { text: titleOf(event) }))
      const bar = running.get(run)
      if (event.type === 'line' && bar) {
        const progress = progressOf(event.line, metric)
        if (!progress) return
        bar.setTotal(progress.total)
        bar.update(progress.done, { text: `${run.title} · ${progress.text}` })
      }
      if (event.type === 'end') {
        over++
        bars.log(`${run.title}: ${resultInWords(event.state, metric)}\n`)
        all.update(over, { text: `${over}/${total}` })
        end(run)
      }
    },
    say: (text) => (isStopped ? out.note(text) : bars.log(`${text}\n`)),
    stop() {
      if (!isStopped) bars.stop()
      isStopped = true
    },
  }
}

function titleOf({ run, worker }: Extract<RunEvent, { type: 'begin' }>): string {
  return worker === undefined ? run.title : `${run.title} on ${worker}`
}

function jsonLines({ out }: RunsDisplayOptions): RunsDisplay {
  return {
    event(event) {
      const { type, run } = event
      if (type === 'begin') {
        const { isResumed, worker } = event
        out.emit({
          event: 'begin',
          run: run.name,
          resumed: isResumed,
          ...(worker !== undefined && { worker }),
        })
      }
      if (type === 'leave') out.emit({ event: 'leave', run: run.name, worker: event.worker })
      if (type === 'refuse') {
        out.emit({ event: 'refuse', run: run.name, worker: event.worker, reason: event.reason })
      }
      if (type !== 'end') return
      const { state } = event
      const end = { event: 'end', run: run.name, kept: event.isKept }
      const trained = trainedIn(state)
      if (!trained) out.emit({ ...end, ...state })
      else {
        const { validation, bestEpoch, epochs } = trained
        const reached = state.state === 'paused' ? { epochs } : {}
        out.emit({ ...end, state: state.state, validation, bestEpoch, ...reached })
      }
    },
    say: () => {},
    stop: () => {},
  }
}
