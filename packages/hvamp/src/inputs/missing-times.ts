import { fromTime, type Interactions } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { EARLIEST } from '../process/time-in-words'
import type { DataSettings } from '../settings/data'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'

const FEW = 0.1 // of all times, that are not meant to be so early

/** Times that may stand for none. */
interface MissingTimes {
  readonly count: number
  /** Of the first of them. */
  readonly shown: number
  /** Whether they are all the same. */
  readonly areOne: boolean
}

/** Times of 0 or −1, and a few others of early years, such as 1900, among later ones; undefined without such. */
function missingTimes(timestamps: Float64Array | undefined): MissingTimes | undefined {
  if (!timestamps) return undefined
  let count = 0
  let marked = 0 // 0 or -1
  let shown = 0
  let areOne = true
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (time >= EARLIEST) continue
    if (time === 0 || time === -1) marked++
    if (count++ === 0) shown = time
    areOne &&= time === shown
  }
  const areFew = count === marked || count <= FEW * timestamps.length
  return count === 0 || count === timestamps.length || !areFew ? undefined : { count, shown, areOne }
}

/** That times may stand for none, in a line; undefined without such. */
export function missingTimesLine(
  path: string,
  { timestamps }: { readonly timestamps?: Float64Array | undefined },
): string | undefined {
  const missing = missingTimes(timestamps)
  if (!missing) return undefined
  return `${path}: ${inWords(missing)}, before 1973 as no others are: if it stands for none, leave out their rows before`
}

/**
 * Interactions that are divided by time: without times that stand for none, where these are skipped by choice.
 *
 * @throws bad input if there are such times, and nobody chose what they are
 */
export function withKnownTimes(
  path: string,
  read: Interactions,
  { missing: choice }: Pick<DataSettings, 'missing'>,
  out?: Output,
): Interactions {
  const missing = choice === 'keep' ? undefined : missingTimes(read.timestamps)
  if (!missing) return read
  if (choice === undefined || choice === 'refuse') {
    throw badInput(
      `${path}: must have the time of each interaction to divide them by it, got ${shownTimes(missing)} in ${grouped(missing.count)} of them, beside times from 1973 on: choose with --missing skip, which leaves them out, or --missing keep, which takes them for the earliest`,
    )
  }
  out?.note(`${path}: ${inWords(missing)}, and are left out (--missing)`)
  return fromTime(read, EARLIEST)
}

function inWords(missing: MissingTimes): string {
  const { count } = missing
  return `${grouped(count)} ${count === 1 ? 'interaction has' : 'interactions have'} ${shownTimes(missing)} as time`
}

function shownTimes({ shown, areOne }: MissingTimes): string {
  return areOne ? String(shown) : `${shown} or the like`
}
