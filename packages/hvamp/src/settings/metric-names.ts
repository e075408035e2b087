import {
  averagePrecision,
  hitRate,
  type Metric,
  ndcg,
  precision,
  recall,
  reciprocalRank,
} from '@hvamp/metrics'
import { badInput } from '../process/bad-input'
import { didYouMean } from '../process/did-you-mean'

const factories: Readonly<Record<string, (k: number) => Metric>> = {
  ndcg,
  recall,
  precision,
  hitRate,
  averagePrecision,
  reciprocalRank,
}

/** What `--metrics` understands. */
const metricKinds = Object.keys(factories)

/** The help of `--metrics`. */
export const metricsHelp = `separated by commas, each with @ and a cut-off: ${metricKinds.join(', ')}`

/**
 * Metrics from names such as `ndcg@100,recall@20`.
 *
 * @param where the option they come from, for errors
 */
export function metricsFrom(names: string, where: string): Metric[] {
  const metrics = names.split(',').map((name) => metricFrom(name.trim(), where))
  const twice = metrics.find(({ name }, i) => metrics.findIndex((other) => other.name === name) < i)
  if (twice) throw badInput(`${where}: metrics must differ, got '${twice.name}' twice`)
  return metrics
}

function metricFrom(name: string, where: string): Metric {
  const [kind = '', at = '', ...rest] = name.split('@')
  const factory = Object.hasOwn(factories, kind) ? factories[kind] : undefined
  if (!factory || rest.length > 0) {
    throw badInput(
      `${where}: must be ${metricKinds.join(', ')}, each with a cut-off as in ndcg@100, got '${name}'${didYouMean(kind, metricKinds)}`,
    )
  }
  const k = /^\d+$/.test(at) ? Number(at) : Number.NaN
  if (!Number.isSafeInteger(k) || k < 1) {
    throw badInput(`${where}: the cut-off after @ must be a positive integer, got '${name}'`)
  }
  return factory(k)
}
