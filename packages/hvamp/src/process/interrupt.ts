import { exitCode } from './bad-input'

/** Turns Ctrl-C and the terminate signal into an orderly stop. */
export interface Interrupt {
  /** Aborted at the first signal. */
  readonly signal: AbortSignal
  /** Exit code for the signal that came, or undefined. */
  readonly code: number | undefined
  /** Leaves signals to Node again. */
  release(): void
}

/**
 * Ends this process as its signal does by default, at once: `process.exit` would wait for what computes in other threads,
 * such as LAPACK. A shell sees the exit code 130 or 143.
 */
export function endNow(name: 'SIGINT' | 'SIGTERM'): never {
  process.emit('exit', exitCode[name]) // locks are given back
  process.removeAllListeners(name)
  process.kill(process.pid, name)
  process.exit(exitCode[name]) // the first process of a container survives its own signals
}

/** Signals of those who decide what a signal of the process does. */
const deciding = new Set<AbortSignal>()

/**
 * Catches SIGINT and SIGTERM: the first aborts the signal, the second ends the process at once.
 *
 * @param onFirst told the name of the first signal
 */
export function catchInterrupts(onFirst: (name: 'SIGINT' | 'SIGTERM') => void): Interrupt {
  const controller = new AbortController()
  let code: number | undefined
  const handle = (name: 'SIGINT' | 'SIGTERM') => {
    if (code !== undefined) endNow(name)
    code = exitCode[name]
    onFirst(name)
    controller.abort()
  }
  const names = ['SIGINT', 'SIGTERM'] as const
  for (const name of names) process.on(name, handle)
  deciding.add(controller.signal)
  return {
    signal: controller.signal,
    get code() {
      return code
    },
    release() {
      for (const name of names) process.off(name, handle)
      deciding.delete(controller.signal)
    },
  }
}

let endsTidily = false

/**
 * From now on a signal that nothing else catches ends this process by `endNow`, so that what is given back at the end of the process
 * is given back then, too; without it, nothing would be.
 */
export function endTidily(): void {
  if (endsTidily) return
  endsTidily = true
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (deciding.size === 0) endNow(name)
    })
  }
}

/**
 * Runs work that ends at a signal, such as the query of a database; then the signal ends this process, unless what called
 * this catches signals itself, as a server does that still answers. Work that begins after a signal that one of those caught is
 * ended at once.
 */
export async function endingAtSignals<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const others = [...deciding]
  let stoppedBy: 'SIGINT' | 'SIGTERM' | undefined
  const interrupt = catchInterrupts((name) => {
    stoppedBy = name
  })
  try {
    return await work(AbortSignal.any([interrupt.signal, ...others]))
  } catch (error) {
    if (stoppedBy !== undefined && others.length === 0) endNow(stoppedBy)
    throw error
  } finally {
    interrupt.release()
  }
}

/** Whether work ended because its signal was aborted, such as by `endingAtSignals`. */
export function isAborted(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || isAborted(error.cause))
}
