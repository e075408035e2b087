import { random } from '@hvamp/random'
import { z } from 'zod'
import type { Dimension } from './search-space'
import { drawn, namedTrial, type Trial } from './search-trials'
import { suggestedPoint } from './tpe'

/** A search that chooses trials by the results of earlier ones. */
export const adaptiveSearch = z.strictObject({
  method: z.literal('tpe'),
  /** How many it chooses in all. */
  trials: z.int(),
  /** How many it chooses at a time, before any of them is over. */
  together: z.int(),
})

export type AdaptiveSearch = z.infer<typeof adaptiveSearch>

/** What a search knows when it chooses. */
export interface Tried {
  readonly seed: number
  /** In the order of their numbers. */
  readonly trials: readonly Trial[]
  /** What each came to; undefined where it failed. */
  readonly validations: readonly (number | undefined)[]
}

/** The most trials that are drawn at random before the first is chosen by results. */
const mostDrawn = 10

/** Trials that are drawn at random, as many as a quarter of all or 10: the first ones of a random search with the same seed. */
function drawnFirst({ trials, together }: AdaptiveSearch): number {
  return Math.min(trials, Math.max(together, Math.min(mostDrawn, Math.ceil(trials / 4))))
}

/** How many trials a search has after each time that it chooses. */
export function roundEnds(search: AdaptiveSearch): number[] {
  const ends = [drawnFirst(search)]
  while (ends.at(-1)! < search.trials) ends.push(Math.min(search.trials, ends.at(-1)! + search.together))
  return ends
}

/**
 * The trials that a search chooses next; none when it has all.
 *
 * They follow from the seed, the space and what all earlier trials came to, in the order of their numbers: not from when each
 * of them was over. Those that are chosen together see each other without a result.
 */
export function nextTrials(
  space: readonly Dimension[],
  search: AdaptiveSearch,
  { seed, trials, validations }: Tried,
): Trial[] {
  const noise = random(seed).fork('tune')
  if (trials.length === 0) {
    return drawn(space, drawnFirst(search), noise).map((options, i) =>
      namedTrial(options, i + 1, search.trials),
    )
  }
  const tried = trials.map(({ options }, i) => ({ options, validation: validations[i] }))
  const end = roundEnds(search).find((end) => end > trials.length) ?? trials.length
  const chosen: Trial[] = []
  for (let number = trials.length + 1; number <= end; number++) {
    const own = noise.fork(number)
    const before = tried.map(({ options }) => options)
    const options = suggestedPoint(space, tried, own) ?? drawn(space, 1, own.fork('anywhere'), before)[0]!
    tried.push({ options, validation: undefined })
    chosen.push(namedTrial(options, number, search.trials))
  }
  return chosen
}
