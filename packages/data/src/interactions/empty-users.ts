import type { Interactions } from './interactions'

/**
 * How many users have no interaction: of what is held out, those on whom nothing can be measured.
 *
 * @example emptyUserCount(test.heldOut)
 */
export function emptyUserCount({ offsets }: Pick<Interactions, 'offsets'>): number {
  return offsets.subarray(1).filter((end, user) => end === offsets[user]).length
}
