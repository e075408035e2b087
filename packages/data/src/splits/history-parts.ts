import { ascendingOrder } from '../interactions/ascending-order'
import type { Interactions } from '../interactions/interactions'
import { part } from './split-by-part'
import { type HistoryDraw, type SplitMethod, splitDraw } from './split-draw'

/** Which entries of a user are held out. */
export interface HistoryChoice {
  /** `latest` goes by time, of equal times by file order: the latest for test, those before for validation. */
  readonly choose?: 'random' | 'latest'
  readonly seed?: number
  /** What `random` draws with: NumPy's legacy generator, or `@hvamp/random`. */
  readonly method?: SplitMethod
}

/** How many entries of a user are held out. */
export interface HeldOutCounts {
  readonly validation: number
  readonly test: number
}

/**
 * The part of each entry, where some of every user's history are held out; at least one of it is trained on.
 *
 * @param countsOf how many of so many
 * @param where for errors
 */
export function historyParts(
  interactions: Interactions,
  countsOf: (count: number) => HeldOutCounts,
  { choose = 'random', seed = 98765, method = 'published' }: HistoryChoice,
  where: string,
): Uint8Array {
  const { offsets, items, timestamps, userIds } = interactions
  if (choose === 'latest' && !timestamps) {
    throw new Error(`${where}: interactions must have timestamps to choose the latest, got none`)
  }
  const draw = choose === 'latest' ? undefined : splitDraw(method, seed).histories()
  const partOf = new Uint8Array(items.length)
  for (const user of ascendingOrder(userIds)) {
    const [from, to] = [offsets[user]!, offsets[user + 1]!]
    const wanted = countsOf(to - from)
    const held = Math.min(wanted.validation + wanted.test, to - from - 1)
    if (held <= 0) continue
    const order = draw
      ? drawn(draw, from, to - from, held, userIds[user]!)
      : latestFirst(timestamps!, interactions.positions, from, to)
    for (let i = 0; i < held; i++) partOf[order[i]!] = i < wanted.test ? part.test : part.validation
  }
  return partOf
}

function drawn(draw: HistoryDraw, from: number, count: number, size: number, userId: string): Int32Array {
  return draw(count, size, userId).map((position) => from + position)
}

function latestFirst(
  timestamps: Float64Array,
  positions: Int32Array | undefined,
  from: number,
  to: number,
): Int32Array {
  const positionOf = (entry: number) => positions?.[entry] ?? entry
  return Int32Array.from({ length: to - from }, (_, i) => from + i).sort(
    (a, b) => timestamps[b]! - timestamps[a]! || positionOf(b) - positionOf(a),
  )
}
