import { requireKnown } from './require-known'

export interface CallAfterOptions {
  /** Whether a process of Node may end before the time has passed. */
  readonly unref?: boolean | undefined
}

const longest = 2 ** 31 - 1 // milliseconds: a timer of more ends at once

/**
 * Calls back once when a time has passed, also one of more than the 24.8 days that timers of JavaScript can take.
 *
 * @returns what ends the wait
 * @example const end = callAfter(90 * 24 * 3_600_000, () => stop())
 */
export function callAfter(
  milliseconds: number,
  call: () => void,
  options: CallAfterOptions = {},
): () => void {
  requireKnown('callAfter: options', options, { unref: true })
  let timer: ReturnType<typeof setTimeout>
  const waitFor = (left: number) => {
    const after = () => (left > longest ? waitFor(left - longest) : call())
    timer = setTimeout(after, Math.min(left, longest))
    if (options.unref) timer.unref()
  }
  waitFor(milliseconds)
  return () => clearTimeout(timer)
}
