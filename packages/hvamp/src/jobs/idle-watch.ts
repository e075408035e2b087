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
  let timer: NodeJS.Timeout | undefined
  let pass: () => void = () => {}
  const passed = new Promise<void>((settle) => {
    pass = settle
  })
  const start = () => {
    if (minutes !== undefined) timer = setTimeout(pass, minutes * 60_000)
  }
  start()
  return {
    passed,
    async busy(work) {
      running++
      clearTimeout(timer)
      try {
        return await work()
      } finally {
        if (--running === 0) start()
      }
    },
    end: () => clearTimeout(timer),
  }
}
