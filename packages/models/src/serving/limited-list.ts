import type { GroupLimit } from '@hvamp/rules'

/** Takes candidates one after another as long as no group has more than its limit. */
export interface LimitedList {
  /** Takes the item unless a group of it is full; whether it did. */
  take(item: number): boolean
}

/** An empty list under limits. */
export function limitedList(limits: readonly GroupLimit[]): LimitedList {
  const taken = limits.map(() => new Map<number, number>())
  return {
    take(item) {
      const isFull = limits.some(({ atMost, groups }, i) => (taken[i]!.get(groups[item]!) ?? 0) >= atMost)
      if (isFull) return false
      for (const [i, { groups }] of limits.entries()) {
        const group = groups[item]!
        if (group >= 0) taken[i]!.set(group, (taken[i]!.get(group) ?? 0) + 1)
      }
      return true
    },
  }
}
