import { MultiBar, type SingleBar } from 'cli-progress'
import type { RunMetrics } from '../runs/run-metrics'
import type { RunValidation } from '../runs/run-validation'
import { barLook } from '../terminal/bar-look'
import { duration } from '../terminal/format'
import { hasBars } from '../terminal/has-bars'
import type { Output } from '../terminal/output'
import type { PlannedRun, RunState } from './planned-run'
import type { QueueEvent } from './run-all'

export interface QueueDisplayOptions {
  readonly out: Output
  /** Number of runs. */
  readonly total: number
  /** Title of the validation metric. */
  readonly metric: string
}

/** Shows a queue while it is run. */
export interface QueueDisplay {
  event(event: QueueEvent): void
  say(text: string): void
  stop(): void
}

/** Bars on a terminal, elsewhere a line when a run begins or ends and one a minute, JSON lines for machines. */
export function queueDisplay(options: QueueDisplayOptions): QueueDisplay {
  if (options.out.json) return jsonLines(options)
  return hasBars() ? queueBars(options) : queueLines(options)
}

const minute = 60_000

function queueLines({ out, total, metric }: QueueDisplayOptions): QueueDisplay {
  const running = new Map<PlannedRun, { began: number; shown: number }>()
  let over = 0
  return {
    event(event) {
      const { run } = event
      const now = performance.now()
      if (event.type === 'wait') out.note(waiting(run))
      if (event.type === 'begin') {
        running.set(run, { began: now, shown: now })
        out.note(`${run.title}: ${event.isResumed ? 'resumes' : 'begins'}`)
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
        const time = times && !event.isKept ? `, ${duration((now - times.began) / 1000)}` : ''
        const when = event.isKept ? ', from before' : time
        out.note(`${over}/${total} ${run.title}: ${resultOf(event.state, metric)}${when}`)
        running.delete(run)
      }
    },
    say: out.note,
    stop: () => {},
  }
}

function queueBars({ out, total, metric }: QueueDisplayOptions): QueueDisplay {
  const bars = new MultiBar({
    ...barLook,
    clearOnComplete: false,
    emptyOnZero: true,
  })
  const all = bars.create(total, 0, { text: `0/${total}` })
  const running = new Map<PlannedRun, SingleBar>()
  let over = 0
  let isStopped = false
  return {
    event(event) {
      const { run } = event
      if (event.type === 'wait') bars.log(`${waiting(run)}\n`)
      if (event.type === 'begin') running.set(run, bars.create(1, 0, { text: run.title }))
      const bar = running.get(run)
      if (event.type === 'line' && bar) {
        const progress = progressOf(event.line, metric)
        if (!progress) return
        bar.setTotal(progress.total)
        bar.update(progress.done, { text: `${run.title} · ${progress.text}` })
      }
      if (event.type === 'end') {
        over++
        bars.log(`${run.title}: ${resultOf(event.state, metric)}\n`)
        all.update(over, { text: `${over}/${total}` })
        if (bar) bars.remove(bar)
        running.delete(run)
      }
    },
    say: (text) => (isStopped ? out.note(text) : bars.log(`${text}\n`)),
    stop() {
      if (!isStopped) bars.stop()
      isStopped = true
    },
  }
}

function jsonLines({ out }: QueueDisplayOptions): QueueDisplay {
  return {
    event(event) {
      const { type, run } = event
      if (type === 'begin') out.emit({ event: 'begin', run: run.name, resumed: event.isResumed })
      if (type !== 'end') return
      const { state } = event
      const end = { event: 'end', run: run.name, kept: event.isKept }
      const trained = trainedIn(state)
      if (!trained) out.emit({ ...end, ...state })
      else {
        const { validation, bestEpoch } = trained
        out.emit({ ...end, state: state.state, validation, bestEpoch })
      }
    },
    say: () => {},
    stop: () => {},
  }
}

const waiting = ({ title, folder }: PlannedRun) => `${title}: waits for another process in ${folder} to end`

/** How far a run is, by a line of its process. */
function progressOf(
  line: Readonly<Record<string, unknown>>,
  metric: string,
): { done: number; total: number; text: string } | undefined {
  if (line.event === 'stage') {
    const { stage, done, total } = line as unknown as { stage: string; done: number; total: number }
    return { done, total, text: stage }
  }
  if (line.event !== 'epoch') return undefined
  const { epochs, record } = line as unknown as {
    epochs: number
    record: { epoch: number; validation?: number }
  }
  const validation =
    record.validation === undefined ? '' : `, validation ${metric} ${record.validation.toFixed(4)}`
  return { done: record.epoch, total: epochs, text: `epoch ${record.epoch}/${epochs}${validation}` }
}

function resultOf(state: RunState, metric: string): string {
  if (state.state === 'failed') return `failed: ${state.reason}`
  const trained = trainedIn(state)
  if (!trained) return state.state
  const { validation, bestEpoch } = trained
  return `validation ${metric} ${validation.toFixed(4)}${bestEpoch === null ? '' : ` in epoch ${bestEpoch}`}`
}

/** How the training of a run ended, if it did. */
function trainedIn(state: RunState): RunValidation | RunMetrics | undefined {
  if (state.state === 'finished') return state.metrics
  return state.state === 'validated' ? state.validation : undefined
}
