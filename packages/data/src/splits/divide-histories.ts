import { ascendingOrder } from '../interactions/ascending-order'
import type { HeldOutUsers, Interactions } from '../interactions/interactions'
import { keepEntries } from '../interactions/take-entries'
import { type SplitMethod, splitDraw } from './split-draw'

const FEWEST_TO_DIVIDE = 5 // a history shorter than this is all fold-in

export interface DivideOptions {
  /** Share of a history that the model sees; the rest, rounded down, it has to find. */
  readonly foldIn?: number
  readonly seed?: number
  /** The generator: NumPy's legacy one, as for the published splits, or `@hvamp/random`. */
  readonly method?: SplitMethod
}

/**
 * Divides every history in two, as `splitUsers` does those of held-out users: what a model sees, and what it has to find.
 *
 * Users are gone through in ascending order of their ids; of a history of five or more entries, a share of 1 − foldIn is
 * drawn to be held out.
 *
 * @throws if foldIn or the seed is out of range
 * @example const { foldIn, heldOut } = divideHistories(histories, { foldIn: 0.8 })
 */
export function divideHistories(
  histories: Interactions,
  { foldIn = 0.8, seed = 98765, method = 'published' }: DivideOptions = {},
): HeldOutUsers {
  if (!(foldIn > 0 && foldIn < 1)) {
    throw new Error(`divideHistories: foldIn must be between 0 and 1, got ${foldIn}`)
  }
  const { offsets, items, userIds } = histories
  const draw = splitDraw(method, seed).histories()
  const share = Math.round((1 - foldIn) * 1e12) / 1e12 // 1 − 0.8 is a little less than 0.2
  const isHeldOut = new Uint8Array(items.length)
  for (const user of ascendingOrder(userIds)) {
    const start = offsets[user]!
    const count = offsets[user + 1]! - start
    if (count < FEWEST_TO_DIVIDE) continue
    for (const drawn of draw(count, Math.floor(share * count), userIds[user]!)) isHeldOut[start + drawn] = 1
  }
  return {
    foldIn: keepEntries(histories, (entry) => isHeldOut[entry] === 0),
    heldOut: keepEntries(histories, (entry) => isHeldOut[entry] === 1),
  }
}
