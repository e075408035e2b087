import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { callAfter } from '@hvamp/random'
import type { Lack } from '../process/unfit'
import { argumentsOf, type Options } from '../settings/option-arguments'
import { movedData } from './moved-data'
import type { PlannedRun } from './planned-run'

/** How the process of a run ended. */
export type Ending =
  | { readonly ended: 'well' | 'stopped' }
  | { readonly ended: 'badly'; readonly reason: string; readonly unfit?: Unfit }

/** Why this machine cannot make a run that another one may. */
export interface Unfit {
  readonly lack: Lack
  readonly reason: string
}

export interface ProcessOptions {
  /** Whether to resume the run in its folder. */
  readonly isBegun: boolean
  /** Of train, for this process and not for the run. */
  readonly extra: Options
  /** It is stopped after this time. */
  readonly minutes: number | undefined
  /** Stops it, with a checkpoint. */
  readonly signal: AbortSignal
  /** What it says on stdout with --json. */
  readonly onLine: (line: Readonly<Record<string, unknown>>) => void
}

const killDelay = 120_000 // milliseconds between asking a process to stop and killing it

/**
 * Makes a run in a process of its own, which ends when this one does.
 *
 * It is no member of the terminal's group: Ctrl-C reaches it through the signal alone, once.
 */
export async function runProcess(run: PlannedRun, options: ProcessOptions): Promise<Ending> {
  const { isBegun, extra, minutes, signal, onLine } = options
  const what = isBegun
    ? [...(await movedData(run)), '--resume', run.folder, ...argumentsOf(ofProcess(extra))]
    : [run.data, '--out', run.folder, ...argumentsOf({ ...extra, ...run.options })]
  const until = run.until === undefined ? [] : ['--until', String(run.until)]
  const args = [...process.execArgv, process.argv[1]!, 'train', ...what, ...until, '--json']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    windowsHide: true,
  })
  let errors = ''
  let unfit: Unfit | undefined
  let late = false
  const endings: (() => void)[] = [] // of timers
  const stop = () => {
    child.kill('SIGINT')
    endings.push(callAfter(killDelay, () => child.kill('SIGKILL')))
  }
  if (minutes !== undefined) {
    endings.push(
      callAfter(minutes * 60_000, () => {
        late = true
        stop()
      }),
    )
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-20_000)
  })
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const parsed = parsedLine(line)
    if (parsed?.event === 'unfit') unfit = parsed as unknown as Unfit
    else if (parsed) onLine(parsed)
  })
  return new Promise((settle) => {
    let failed: Error | undefined
    child.once('error', (error) => {
      failed = error
    })
    child.once('close', (code, killedBy) => {
      for (const end of endings) end()
      signal.removeEventListener('abort', stop)
      if (code === 0) settle({ ended: 'well' })
      else if (late) settle({ ended: 'badly', reason: `took longer than ${minutes} minutes` })
      else if (signal.aborted) settle({ ended: 'stopped' })
      else if (unfit !== undefined) settle({ ended: 'badly', reason: unfit.reason, unfit })
      else settle({ ended: 'badly', reason: failed?.message ?? reasonOf(code, killedBy, errors) })
    })
  })
}

/** What a run may be resumed with that it was not begun with; its backend stays. */
function ofProcess({ checkpointSeconds, threads }: Options): Options {
  return {
    ...(checkpointSeconds !== undefined && { checkpointSeconds }),
    ...(threads !== undefined && { threads }),
  }
}

/** Nothing for the last line of a process that was killed while it wrote. */
function parsedLine(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Why a process ended badly, in a line. */
export function reasonOf(code: number | null, killedBy: NodeJS.Signals | null, errors: string): string {
  if (/heap out of memory/.test(errors)) return 'ran out of memory'
  if (killedBy === 'SIGKILL') return 'was killed by SIGKILL, as the system does when memory runs out'
  if (killedBy !== null) return `was killed by ${killedBy}`
  if (code === 130 || code === 143) return `was stopped by a signal (exit code ${code})`
  const lines = errors.trimEnd().split('\n')
  const last = lines.findLast((line) => line.startsWith('hvamp: '))?.slice('hvamp: '.length)
  const thrown = code === 1 ? lines.find((line) => /^\w*Error\b/.test(line)) : undefined
  return thrown ?? last ?? `ended with exit code ${code}`
}
