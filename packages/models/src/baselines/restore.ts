import type { ModelState, Recommender } from '../recommender/recommender'
import { restoreAutoRec } from './autorec'
import { restoreCdae } from './cdae'
import { restoreEase } from './ease'
import { restoreItemKnn } from './item-knn'
import { restoreMatrixFactorization } from './matrix-factorization'
import { restoreSlim } from './slim'
import { restoreUserKnn } from './user-knn'
import { restoreWmf } from './wmf'

/** What makes each baseline again out of its saved state. */
export const restoreBaseline: Readonly<Record<string, (state: ModelState) => Recommender>> = {
  autorec: restoreAutoRec,
  cdae: restoreCdae,
  ease: restoreEase,
  'item-knn': restoreItemKnn,
  mf: restoreMatrixFactorization,
  slim: restoreSlim,
  'user-knn': restoreUserKnn,
  wmf: restoreWmf,
}
