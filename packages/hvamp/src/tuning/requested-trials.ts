import { badInput } from '../process/bad-input'
import { defaultTogether, type SearchMethod } from './search-method'
import type { Dimension } from './search-space'
import { pointsIn, requirePoints, type Trial, trialsOf } from './search-trials'
import type { AdaptiveSearch } from './suggested-trials'

/** How many trials are made, and how they are chosen. */
export interface TrialOptions {
  readonly search?: SearchMethod
  readonly trials?: number
  readonly together?: number
  /** Processes at a time. */
  readonly parallel?: number
}

/**
 * The trials of a plan, or how they are going to be chosen.
 *
 * @throws bad input if options contradict each other, or some are missing
 */
export function requestedTrials(
  space: readonly Dimension[],
  { search, trials: count, together, parallel = 1, seed }: TrialOptions & { readonly seed: number },
): { trials: Trial[]; search?: AdaptiveSearch } {
  if (search === 'grid' && count !== undefined) {
    throw badInput(`--trials: must come without --search grid, which tries every point, got ${count}`)
  }
  if ((search === 'random' || search === 'tpe') && count === undefined) {
    throw badInput(`--trials: must come with --search ${search}, got none`)
  }
  if (search !== 'tpe' && together !== undefined) {
    throw badInput(`--together: must come with --search tpe, got ${together}`)
  }
  if (search !== 'tpe' || count! >= pointsIn(space)) return { trials: trialsOf(space, { count, seed }) }
  requirePoints(space, count!)
  const own = { method: search, trials: count!, together: together ?? defaultTogether }
  if (parallel > own.together) {
    throw badInput(
      `--together: must be at least --parallel ${parallel}, or processes have nothing to do, got ${own.together}`,
    )
  }
  return { trials: [], search: own }
}
