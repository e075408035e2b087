import { callAfter } from '@hvamp/random'

/** Waits for a time without work. */
export interface IdleWatch {
  /** Settles when there was no work for that time. */
  readonly passed: Promise<void>
  /** Does work, in which the time does not run. */
  busy<T>(work: () => Promise<T>): Promise<T>
  end(): void
}

/** @param minutes without work; for ever where it is left out */
export function idleWatch(minutes: number | undefined): IdleWatch {
  let running = 0
  let endWait = () => {}
  let pass: () => void = () => {}
  const passed = new Promise<void>((settle) => {
    pass = settle
  })
  const start = () => {
    if (minutes !== undefined) endWait = callAfter(minutes * 60_000, pass)
  }
  start()
  return {
    passed,
    async busy(work) {
      running++
      endWait()
      try {
        return await work()
      } finally {
        if (--running === 0) start()
      }
    },
    end: () => endWait(),
  }
}
