import { metricsFrom } from '../settings/metric-names'
import type { ComparisonOptions } from './compare-runs'

/** How runs are compared, as options give it. */
export type RequestedComparison = Omit<ComparisonOptions, 'metrics'> & { readonly metric?: string }

/** The same with the metrics by their names. @throws bad input if one is none */
export function comparisonOptions({ metric, ...options }: RequestedComparison): ComparisonOptions {
  return {
    ...options,
    metrics: metric === undefined ? undefined : metricsFrom(metric, '--metric').map(({ name }) => name),
  }
}
