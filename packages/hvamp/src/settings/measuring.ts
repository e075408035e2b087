import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { metricsFrom } from './metric-names'

/** What all models have in common: a seed, how they are measured, and how their items are counted. */
export const measuringSettings = {
  seed: z.int().min(0),
  metrics: z.string(),
  validationMetric: z.string(),
  /** Days after which an interaction counts half in what is trending; without it no times are read for that. */
  halfLife: z.number().gt(0).optional(),
}

const measuringSchema = z.object(measuringSettings)
export type MeasuringSettings = z.infer<typeof measuringSchema>

export const measuringDefaults: MeasuringSettings = {
  seed: 98765,
  metrics: 'ndcg@100,recall@20,recall@50',
  validationMetric: 'ndcg@100',
}

/** The names of metrics are texts until they are used: bad ones have to be found before training. */
export function requireMetrics({
  metrics,
  validationMetric,
}: Pick<MeasuringSettings, 'metrics' | 'validationMetric'>): void {
  metricsFrom(metrics, '--metrics')
  if (metricsFrom(validationMetric, '--validation-metric').length > 1) {
    throw badInput(`--validation-metric: must be one metric, got '${validationMetric}'`)
  }
}
