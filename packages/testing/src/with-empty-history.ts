import type { Interactions } from '@hvamp/data'

/** The same histories and one more, which is empty. */
export function withEmptyHistory(histories: Interactions): Interactions {
  const { offsets, userIds, userCount } = histories
  return {
    ...histories,
    userCount: userCount + 1,
    offsets: Int32Array.of(...offsets, offsets[userCount]!),
    userIds: [...userIds, 'nobody'],
  }
}
