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
 * Catches SIGINT and SIGTERM: the first aborts the signal, the second ends the process at once.
 *
 * @param onFirst told the name of the first signal
 */
export function catchInterrupts(onFirst: (name: 'SIGINT' | 'SIGTERM') => void): Interrupt {
  const controller = new AbortController()
  let code: number | undefined
  const handle = (name: 'SIGINT' | 'SIGTERM') => {
    if (code !== undefined) process.exit(exitCode[name])
    code = exitCode[name]
    onFirst(name)
    controller.abort()
  }
  const names = ['SIGINT', 'SIGTERM'] as const
  for (const name of names) process.on(name, handle)
  return {
    signal: controller.signal,
    get code() {
      return code
    },
    release() {
      for (const name of names) process.off(name, handle)
    },
  }
}
