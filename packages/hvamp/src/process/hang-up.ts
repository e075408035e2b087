/** Turns SIGHUP into something to do, in place of the end of this process. */
export interface HangUp {
  /** Does this at each SIGHUP from now on, and at once if one came before. */
  does(action: () => unknown): void
  /** Leaves the signal to Node again. */
  release(): void
}

/** Catches SIGHUP. */
export function catchHangUp(): HangUp {
  let hasCome = false
  let act: () => unknown = () => {
    hasCome = true
  }
  const handle = () => void act()
  process.on('SIGHUP', handle)
  return {
    does(action) {
      act = action
      if (hasCome) act()
      hasCome = false
    },
    release() {
      process.off('SIGHUP', handle)
    },
  }
}
