import { grouped } from '../terminal/format'
import type { SplitPart } from './split-parts'

/** Of held-out users, how many are measured, and how many more have nothing held out. */
export interface UnmeasuredUsers {
  readonly measured: number
  readonly withoutHeldOutItems: number
}

/** Share of the held-out users from which on it says something of the data that they have nothing held out. */
const share = 0.2

/** Says which of the held-out users of parts cannot be measured, and why where they are many. */
export function unmeasuredLines(
  parts: readonly Pick<SplitPart, 'part' | 'users' | 'withoutHeldOutItems'>[],
): string[] {
  return parts
    .filter(({ withoutHeldOutItems }) => withoutHeldOutItems > 0)
    .map(({ part, users, withoutHeldOutItems }) => {
      const measured = users - withoutHeldOutItems
      const have = withoutHeldOutItems === 1 ? 'has' : 'have'
      return `${part}: ${grouped(withoutHeldOutItems)} of the ${grouped(users)} users ${have} nothing held out, so ${grouped(measured)} are measured${causeOf({ measured, withoutHeldOutItems })}`
    })
}

/** Says of users that are not among those measured why they are not; of a file that is measured on, or of what a training held out. */
export function unmeasuredNotes(users: UnmeasuredUsers, of: keyof typeof WAYS = 'training'): string[] {
  const { withoutHeldOutItems } = users
  if (withoutHeldOutItems === 0) return []
  const have = withoutHeldOutItems === 1 ? 'user more has' : 'users more have'
  return [
    `${grouped(withoutHeldOutItems)} ${have} nothing held out, so nothing is measured on them${causeOf(users, of)}.`,
  ]
}

/** What measures more users: of a division that a training made, and of a file whose histories are as short as they are. */
const WAYS = {
  training: 'a higher --min-user, a lower --held-out, more --folds or --split leave-one-out measures more',
  file: "rows of a longer time measure more; 'hvamp train --split time' on old and new rows together measures on the new ones",
} as const

/** Where they are many: why. A held-out user loses the items of no training user, and needs some to be divided, which short histories lack from the beginning. */
function causeOf(
  { measured, withoutHeldOutItems }: UnmeasuredUsers,
  of: keyof typeof WAYS = 'training',
): string {
  const isMany = withoutHeldOutItems >= share * (measured + withoutHeldOutItems)
  return isMany
    ? `: they have too few items, of those that training users have, for --fold-in to hold one out, which takes 5 at least; ${WAYS[of]}`
    : ''
}
