import { type Interactions, statistics } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import type { SplitSettings } from '../settings/split'
import { hasOneTimeEach } from './equal-times'
import { FEWEST_TO_TEST } from './kept'

/** What is asked of the data for a part with nobody in it. */
export interface EmptyPart {
  readonly part: 'validation' | 'test'
  /** What was divided. */
  readonly kept: Interactions
  readonly settings: SplitSettings
  /** The number of held-out users, where it is one of the settings: not of a share, nor of folds. */
  readonly heldOut: number | undefined
}

/** The error of a split that leaves nobody with something to find: what each protocol needs, and the options that give it. */
export function nobodyHeldOut(path: string, { part, kept, settings, heldOut }: EmptyPart): Error {
  const { split, foldIn } = settings
  const { max: most } = statistics(kept).interactionsPerUser
  const refused = (needed: string, choose: string) => badInput(`${path}: ${needed}, got nobody: ${choose}`)
  const some = `some users must have something to find in ${part} that is trained on, by --split ${split}`
  if (most < FEWEST_TO_TEST && split !== 'time') {
    return refused(
      `some users must have ${FEWEST_TO_TEST} items, of which --split leave-one-out holds out one for validation and one for test`,
      `none has more than ${most}`,
    )
  }
  switch (split) {
    case 'leave-one-out':
      return refused(some, 'other users must have some of the same items')
    case 'time':
      return refused(
        `${some}, so with entries before and after its points in time`,
        hasOneTimeEach(kept)
          ? 'each user has one time for all interactions, so choose a column with the time of each by --time-column, or --split strong'
          : 'choose others with --validation-from and --test-from, or another --fold-in',
      )
    case 'weak':
    case 'given':
      return refused(some, `choose a --fold-in below ${foldIn}, or --split leave-one-out`)
    default:
      return refused(
        `some of ${heldOut ?? 'the'} ${part} users must have 5 items that training users have too, so that one can be held out`,
        `choose --split leave-one-out, which holds out items of all users with ${FEWEST_TO_TEST}`,
      )
  }
}
