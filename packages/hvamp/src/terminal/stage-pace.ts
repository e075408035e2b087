import type { ShownStage } from './display'

/**
 * Seconds until the end of a stage, by its pace so far; undefined in its first second, and where its total is not known.
 *
 * @param now milliseconds, for tests
 */
export function stagesLeft(
  now: () => number = () => performance.now(),
): (event: ShownStage) => number | undefined {
  let stage: string | undefined
  let began = { time: 0, done: 0 }
  return (event) => {
    const time = now()
    if (event.stage !== stage || event.done < began.done) began = { time, done: event.done }
    stage = event.stage
    const [seconds, done] = [(time - began.time) / 1000, event.done - began.done]
    if (event.total === undefined || seconds < 1 || done === 0) return undefined
    return ((event.total - event.done) * seconds) / done
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
): (event: ShownStage) => boolean {
  let stage: string | undefined
  let told = { time: 0, isEnd: false }
  return (event) => {
    const time = now()
    const isEnd = event.total !== undefined && event.done >= event.total
    const isLast = isEnd && !told.isEnd
    if (event.stage === stage && time - told.time < seconds * 1000 && !isLast) return false
    stage = event.stage
    told = { time, isEnd }
    return true
  }
}
