import type { Interactions } from '../interactions/interactions'

/** The items that occur, in order of first appearance in the file. */
export function itemsByFirstAppearance({ items, positions, itemCount }: Interactions): Int32Array {
  const first = new Int32Array(itemCount).fill(-1)
  for (let entry = 0; entry < items.length; entry++) {
    const item = items[entry]!
    const position = positions ? positions[entry]! : entry
    if (first[item]! < 0 || position < first[item]!) first[item] = position
  }
  return Int32Array.from(first.keys())
    .filter((item) => first[item]! >= 0)
    .sort((a, b) => first[a]! - first[b]!)
}
