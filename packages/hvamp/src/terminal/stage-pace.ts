import type { StageEvent } from '@hvamp/training'

/**
 * Seconds until the end of a stage, by its pace so far; undefined in its first second.
 *
 * @param now milliseconds, for tests
 */
export function stagesLeft(
  now: () => number = () => performance.now(),
): (event: StageEvent) => number | undefined {
  let stage: string | undefined
  let began = { time: 0, done: 0 }
  return (event) => {
    const time = now()
    if (event.stage !== stage || event.done < began.done) began = { time, done: event.done }
    stage = event.stage
    const [seconds, done] = [(time - began.time) / 1000, event.done - began.done]
    return seconds < 1 || done === 0 ? undefined : ((event.total - event.done) * seconds) / done
  }
}

/**
 * Whether to report a stage: when it begins, then again after every interval, and when it ends.
 *
 * @param now milliseconds, for tests
 */
export function stagePace(
  seconds: number,
  now: () => number = () => performance.now(),
): (event: StageEvent) => boolean {
  let stage: string | undefined
  let told = { time: 0, isEnd: false }
  return (event) => {
    const time = now()
    const isEnd = event.done >= event.total
    const isLast = isEnd && !told.isEnd
    if (event.stage === stage && time - told.time < seconds * 1000 && !isLast) return false
    stage = event.stage
    told = { time, isEnd }
    return true
  }
}
