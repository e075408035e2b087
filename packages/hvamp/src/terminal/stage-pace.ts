import type { StageEvent } from '@hvamp/training'

/**
 * Whether to tell of a stage: when it begins, and from then on every so many seconds.
 *
 * @param now milliseconds, for tests
 */
export function stagePace(
  seconds: number,
  now: () => number = () => performance.now(),
): (event: StageEvent) => boolean {
  let stage: string | undefined
  let told = 0
  return (event) => {
    const time = now()
    if (event.stage === stage && time - told < seconds * 1000) return false
    stage = event.stage
    told = time
    return true
  }
}
