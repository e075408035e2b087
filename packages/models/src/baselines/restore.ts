import type { ModelState, Recommender } from '../recommender'
import { restoreEase } from './ease'
import { restoreSlim } from './slim'
import { restoreWmf } from './wmf'

/** What makes each baseline again out of its saved state. */
export const restoreBaseline: Readonly<Record<string, (state: ModelState) => Recommender>> = {
  ease: restoreEase,
  slim: restoreSlim,
  wmf: restoreWmf,
}
