import { queueAddress, startWorker } from '@hvamp/queue'
import { isFolder } from '../files/folders'
import { idleWatch } from '../jobs/idle-watch'
import { refusalMemory } from '../jobs/refusal-memory'
import { takeRun } from '../jobs/take-run'
import { workerDisplay } from '../jobs/worker-display'
import { processOptions, type RunningSettings } from '../planned/running-settings'
import { badInput, checkingInput } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { withSecrets } from '../process/secrets'
import { openStore } from '../stores/open-store'
import { output } from '../terminal/output'

type Flags = RunningSettings & {
  queue: string
  folder: string
  lostAfter: number
  idleMinutes?: number
  checkpointSeconds?: number
}

/** Takes jobs of a queue until Ctrl-C, or until there were none for some time. */
export async function workerAction(flags: Flags): Promise<void> {
  const { queue, folder, parallel, lostAfter, idleMinutes, checkpointSeconds } = flags
  if (!(await isFolder(folder))) throw badInput(`--folder: must be a folder, got '${folder}'`)
  const { shown: address } = await checkingInput(() => queueAddress(queue))
  const store = flags.store === undefined ? undefined : await openStore(flags.store, 'write')
  process.chdir(folder) // from which the paths of jobs are
  const out = output(flags)
  const display = workerDisplay(out)
  const memory = refusalMemory()
  const extra = { ...processOptions(flags), ...(checkpointSeconds !== undefined && { checkpointSeconds }) }
  const idle = idleWatch(idleMinutes)
  const interrupt = catchInterrupts(() =>
    out.note('stopping: checkpoints are being written, jobs go back to the queue; once more stops at once'),
  )
  try {
    const worker = await checkingInput(() =>
      startWorker(withSecrets(queue), {
        ...{ parallel, lostAfter, onError: display.error },
        work: (job) => idle.busy(() => takeRun(job, { extra, display, memory, store })),
      }),
    )
    const kept = store ? `; runs are kept in ${store.shown}` : ''
    out.note(`${worker.name} waits for jobs of ${address}, in ${process.cwd()}${kept}`)
    out.emit({
      event: 'worker',
      ...{ worker: worker.name, queue: address, folder: process.cwd() },
      ...(store && { store: store.shown }),
    })
    await Promise.race([aborted(interrupt.signal), idle.passed])
    await worker.stop()
    if (interrupt.code === undefined) out.note(`${address}: no job for ${idleMinutes} minutes`)
    else process.exitCode = interrupt.code
  } finally {
    idle.end()
    interrupt.release()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) settle()
    else signal.addEventListener('abort', () => settle(), { once: true })
  })
}
