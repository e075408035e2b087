import type { LoadedModel } from './loaded-model'

/**
 * @param field of the question that asks for it, for the error
 * @throws if the model does not know what is trending
 */
export function requireTrending({ recommender }: LoadedModel, field: 'by' | 'fallback'): void {
  if (recommender.popularity?.recent) return
  throw new Error(`${field}: 'trending' needs a model that was trained with times, got one without`)
}
