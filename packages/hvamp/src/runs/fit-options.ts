import { type FitOptions, fitOptions } from '@hvamp/models'
import { warmUp } from '@hvamp/training'
import { fitSettingsOf } from '../settings/fitting'
import { metricsFrom } from '../settings/metric-names'
import { fittingOf } from '../settings/model'
import type { RunSettings } from '../settings/run-settings'

/** The options of `fit` that the settings of a run stand for. */
export function runFitOptions(settings: RunSettings): FitOptions {
  const fitting = fittingOf(settings)
  const { beta, warmUpSteps: steps } = fitting
  const [validationMetric] = metricsFrom(settings.validationMetric, '--validation-metric')
  return {
    ...fitOptions(fitSettingsOf(fitting)),
    ...(beta !== undefined && steps !== undefined && { klWeight: warmUp({ to: beta, steps }) }),
    validationMetric,
    ...(settings.halfLife !== undefined && { halfLife: settings.halfLife }),
    seed: settings.seed,
  }
}
