import { ascendingOrder } from '../interactions/ascending-order'
import type { Interactions } from '../interactions/interactions'
import { publishedSplit } from './published-split'
import { part } from './split-by-part'
import { type HistoryDraw, type SplitMethod, splitDraw } from './split-draw'

/** Which entries of a user to hold out. */
export interface HistoryChoice {
  /** `latest` goes by time, then by file order: the latest entries for test, those before for validation. */
  readonly choose?: 'random' | 'latest' | undefined
  readonly seed?: number | undefined
  /** Generator for `random`: NumPy's legacy one, or `@hvamp/random`. */
  readonly method?: SplitMethod | undefined
}

/** What a choice of entries knows. */
export const historyChoice = { choose: true, seed: true, method: true } as const satisfies Record<
  keyof HistoryChoice,
  true
>

/** Numbers of entries of a user to hold out. */
export interface HeldOutCounts {
  readonly validation: number
  readonly test: number
}

/**
 * The part of each entry when some entries of every history are held out; at least one stays in training.
 *
 * @param countsOf numbers to hold out of a history of this length
 * @param where prefix of error messages
 */
export function historyParts(
  interactions: Interactions,
  countsOf: (count: number) => HeldOutCounts,
  { choose = 'random', seed = publishedSplit.seed, method = publishedSplit.method }: HistoryChoice,
  where: string,
): Uint8Array {
  const { offsets, items, timestamps, userIds } = interactions
  if (choose !== 'random' && choose !== 'latest')
    throw new Error(`${where}: choose must be random or latest, got '${choose}'`)
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
      ? sampledEntries(draw, from, to - from, held, userIds[user]!)
      : latestFirst(timestamps!, interactions.positions, from, to)
    for (let i = 0; i < held; i++) partOf[order[i]!] = i < wanted.test ? part.test : part.validation
  }
  return partOf
}

function sampledEntries(
  draw: HistoryDraw,
  from: number,
  count: number,
  size: number,
  userId: string,
): Int32Array {
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
