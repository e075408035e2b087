import { clamp } from '@hvamp/tensors'
import { div, greater, mul, type Tensor2D, tensor1d, where } from '@tensorflow/tfjs-core'
import { GREATEST_SCORE, isLogarithmic, type ScoreScale } from '../recommender/score-scale'

/** Scores of [rows, items] times the items' weights, if that is how the scale takes them: the same as `weighScores` does. */
export function multipliedScores(
  scores: Tensor2D,
  weights: Float32Array | undefined,
  scale: ScoreScale,
): Tensor2D {
  if (!weights || isLogarithmic(scale)) return scores
  const factors = tensor1d(weights)
  const weighted = where<Tensor2D>(
    greater(scores, 0),
    mul<Tensor2D>(scores, factors),
    div<Tensor2D>(scores, factors),
  )
  return clamp(weighted, -GREATEST_SCORE, GREATEST_SCORE)
}
