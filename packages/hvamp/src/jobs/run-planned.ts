import { openQueue } from '@hvamp/queue'
import type { PlannedRun, RunState } from '../planned/planned-run'
import { runAll } from '../planned/run-all'
import type { RunEvent } from '../planned/run-event'
import { processOptions, queueOption, type RunningSettings } from '../planned/running-settings'
import { type RunsDisplay, runsDisplay } from '../planned/runs-display'
import { settingsOfParts } from '../planned/same-runs'
import { checkingInput, exitCode } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { withSecrets } from '../process/secrets'
import type { Requested } from '../settings/requested'
import { openStore } from '../stores/open-store'
import { listed } from '../terminal/format'
import type { Output } from '../terminal/output'
import { cancelRuns } from './cancel-runs'
import { markFolder } from './folder-mark'
import { followRuns } from './follow-runs'
import type { JobsOptions } from './run-job'

export interface RunPlannedOptions {
  readonly out: Output
  readonly settings: Requested<RunningSettings>
  /** In which the folders of the runs are, and which this process holds. */
  readonly folder: string
  /** SHA-256 of the data. */
  readonly sha256: string
  /** Of the data as they turned out, which options that are left out follow. */
  readonly read: Readonly<Record<string, unknown>>
  /** After which a run has failed. */
  readonly minutes: number | undefined
  /** Title of the validation metric. */
  readonly metric: string
  /** Called with the states of all when one has changed. */
  readonly onChange: (states: readonly RunState[]) => Promise<void>
}

/** How it ended: with an exit code if it was interrupted. */
export interface PlannedEnd {
  readonly interrupted: number | undefined
  readonly states: readonly RunState[]
}

interface Making {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => Promise<void>
  readonly display: RunsDisplay
}

/**
 * Makes planned runs, here or by the workers of a queue, showing how far they are, until all are over or Ctrl-C comes.
 *
 * Ctrl-C stops runs here with their checkpoints written. Jobs of a queue stay in it, and workers go on with them.
 */
export async function runPlanned(
  runs: readonly PlannedRun[],
  options: RunPlannedOptions,
): Promise<PlannedEnd> {
  const { out, metric, onChange } = options
  const settings = options.settings.values
  const isQueued = settings.queue !== undefined
  if (isQueued && settings.cancel) return cancelAll(runs, options)
  const display = runsDisplay({ out, total: runs.length, metric })
  const interrupt = catchInterrupts(() => display.say(isQueued ? leaving : stopping))
  const states: RunState[] = runs.map(() => ({ state: 'waiting' }))
  const making: Making = {
    ...{ display, signal: interrupt.signal },
    async onEvent(event) {
      display.event(event)
      if (event.type !== 'end') return
      states[runs.indexOf(event.run)] = event.state
      await onChange(states)
    },
  }
  try {
    const ended = await (isQueued ? makeElsewhere(runs, options, making) : makeHere(runs, options, making))
    await onChange(ended)
    return { interrupted: interrupt.code, states: ended }
  } finally {
    interrupt.release()
    display.stop()
  }
}

const stopping = 'stopping: checkpoints are being written; once more stops at once, without them'
const leaving = 'the jobs stay in the queue, and workers go on with them; --cancel takes them out'

function makeHere(
  runs: readonly PlannedRun[],
  { settings: { values: settings }, minutes }: RunPlannedOptions,
  { signal, onEvent }: Making,
): Promise<RunState[]> {
  const { retry = false, parallel } = settings
  return runAll(runs, { parallel, extra: processOptions(settings), minutes, retries: retry, signal, onEvent })
}

async function makeElsewhere(
  runs: readonly PlannedRun[],
  options: RunPlannedOptions,
  { signal, onEvent, display }: Making,
): Promise<RunState[]> {
  const { queue: address, store: keptIn } = options.settings.values
  const store = keptIn === undefined ? undefined : await openStore(keptIn, 'read')
  const jobs = await jobsOptions(options)
  const queue = await openedQueue(address!)
  try {
    return await followRuns(runs, {
      ...{ ...jobs, queue, store, signal, onEvent },
      onHeld: ({ title }, others) =>
        display.say(
          `${title}: a worker has its job already, which goes on without the new ${listed(others)}`,
        ),
      onFilled: () =>
        display.say(
          `jobs are in ${address}, for workers: start them with hvamp worker${queueOption(options.settings.values)}`,
        ),
      onSilence: (reason) =>
        display.say(reason === undefined ? `${address}: answers again` : `${reason}; it is tried again`),
    })
  } finally {
    await queue.close()
  }
}

/** Takes the jobs of runs out of the queue; that is an end like Ctrl-C, but without a fault. */
async function cancelAll(runs: readonly PlannedRun[], options: RunPlannedOptions): Promise<PlannedEnd> {
  const { out } = options
  const settings = options.settings.values
  const queue = await openedQueue(settings.queue!)
  try {
    const states = await cancelRuns(runs, { ...(await jobsOptions(options)), queue })
    out.note(`${settings.queue}: the jobs are taken out, and workers that have one stop`)
    await options.onChange(states)
    return { interrupted: runs.length === 0 ? undefined : exitCode.done, states } // a table goes on to its next runs
  } finally {
    await queue.close()
  }
}

function openedQueue(address: string) {
  return checkingInput(() => openQueue(withSecrets(address)))
}

async function jobsOptions({
  folder,
  sha256,
  read,
  minutes,
  settings,
}: RunPlannedOptions): Promise<JobsOptions> {
  const { backend, threads, retry = false } = settings.values
  return {
    ...{ sha256, settings: settingsOfParts(read), minutes, retries: retry, mark: await markFolder(folder) },
    extra: { ...(settings.isExplicit('backend') && { backend }), ...(threads !== undefined && { threads }) },
  }
}
