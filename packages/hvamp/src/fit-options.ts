import type { FitOptions } from '@hvamp/models'
import { warmUp } from '@hvamp/training'
import { metricsFrom } from './metric-names'
import type { TrainingSettings } from './training-options'

/** The options of `fit`, for so many training users. */
export function fitOptions(settings: TrainingSettings, users: number): FitOptions {
  const {
    beta,
    warmUp: warmUpEpochs = 0,
    warmUpSteps,
    batch,
    epochs,
    patience,
    learningRate,
    gradientNormalization,
    weightDecay,
    seed,
  } = settings
  const [validationMetric] = metricsFrom(settings.validationMetric, '--validation-metric')
  const batches = Math.ceil(users / batch)
  return {
    epochs,
    batchSize: batch,
    klWeight: warmUp(
      warmUpSteps === undefined ? { to: beta, epochs: warmUpEpochs } : { to: beta, steps: warmUpSteps },
    ),
    validationMetric: validationMetric!,
    patience,
    patienceFrom: warmUpSteps === undefined ? warmUpEpochs : Math.ceil(warmUpSteps / batches),
    optimizer: { learningRate, gradientNormalization, weightDecay },
    seed,
  }
}
