import type { FitOptions } from '@hvamp/models'
import { constant, warmUp } from '@hvamp/training'
import type { FittingSettings } from '../settings/fitting'
import type { MeasuringSettings } from '../settings/measuring'
import { metricsFrom } from '../settings/metric-names'
import type { ModelSettings } from '../settings/model'
import { definitionOf, isUsedBy } from '../settings/model-table'

/** The options of `fit`, for so many training users: those that the model has a use for, others by their defaults. */
export function fitOptions(
  settings: ModelSettings & FittingSettings & MeasuringSettings,
  users: number,
): FitOptions {
  const { model, beta = 0, warmUp: warmUpEpochs = 0, warmUpSteps, seed } = settings
  const { epochs, batch, patience, learningRate, gradientNormalization, weightDecay } = settings
  const [validationMetric] = metricsFrom(settings.validationMetric, '--validation-metric')
  const optimizer = defined({
    learningRate,
    gradientNormalization,
    weightDecay: definitionOf(model).decaysInLoss ? undefined : weightDecay,
  })
  return {
    ...defined({ epochs, batchSize: batch, patience }),
    klWeight: isUsedBy(model, 'beta') ? warmUp({ to: beta, ...lengthOf(settings) }) : constant(0),
    validationMetric: validationMetric!,
    patienceFrom:
      warmUpSteps === undefined ? warmUpEpochs : Math.ceil(warmUpSteps / Math.ceil(users / batch!)),
    optimizer,
    seed,
  }
}

function lengthOf({ warmUp = 0, warmUpSteps }: FittingSettings): { epochs: number } | { steps: number } {
  return warmUpSteps === undefined ? { epochs: warmUp } : { steps: warmUpSteps }
}

/** Without what is undefined. */
function defined<T extends object>(options: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const there = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as { [Name in keyof T]?: Exclude<T[Name], undefined> }
}
