import { requireKnown } from '@hvamp/random'
import { ascendingOrder } from '../interactions/ascending-order'
import type { HeldOutUsers, Interactions } from '../interactions/interactions'
import { keepEntries } from '../interactions/select'
import { publishedSplit } from './published-split'
import { type SplitMethod, splitDraw } from './split-draw'

const FEWEST_TO_DIVIDE = 5 // entries of a history

export interface DivideOptions {
  /** Share of a history that the model sees; the rest, rounded down, is held out. */
  readonly foldIn?: number | undefined
  readonly seed?: number | undefined
  /** Generator: NumPy's legacy one, as in the published splits, or `@hvamp/random`. */
  readonly method?: SplitMethod | undefined
}

/** What `divideHistories` knows. */
export const divideOptions = { foldIn: true, seed: true, method: true } as const satisfies Record<
  keyof DivideOptions,
  true
>

/**
 * Divides every history in two, as `splitUsers` does for held-out users: a part that a model sees, and a part to find.
 *
 * Users are visited in ascending order of their ids. From a history of five or more entries, a share of 1 − foldIn is drawn
 * and held out; shorter histories are all fold-in.
 *
 * @throws if an option is unknown, or foldIn or the seed is out of range
 * @example const { foldIn, heldOut } = divideHistories(histories, { foldIn: 0.8 })
 */
export function divideHistories(histories: Interactions, options: DivideOptions = {}): HeldOutUsers {
  requireKnown('divideHistories: options', options, divideOptions)
  const {
    foldIn = publishedSplit.foldIn,
    seed = publishedSplit.seed,
    method = publishedSplit.method,
  } = options
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
