import {
  averagePrecision,
  hitRate,
  type Metric,
  ndcg,
  precision,
  recall,
  reciprocalRank,
} from '@hvamp/metrics'
import { didYouMean } from '@hvamp/random'
import { badInput } from '../process/bad-input'

const factories: Readonly<Record<string, (k: number) => Metric>> = {
  ndcg,
  recall,
  precision,
  hitRate,
  averagePrecision,
  reciprocalRank,
}

/** What others call these metrics. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['hit', 'hitRate'],
  ['hits', 'hitRate'],
  ['hr', 'hitRate'],
  ['map', 'averagePrecision'],
  ['mrr', 'reciprocalRank'],
])

/** What `--metrics` understands. */
const metricKinds = Object.keys(factories)

/** The help of `--metrics`. */
export const metricsHelp = `separated by commas, each with @ and a cut-off: ${metricKinds.join(', ')}`

/** Metrics as a user wrote them, with the capitals of their names: `NDCG@10` is `ndcg@10`. */
export function metricsAsNamed(names: string): string {
  const spelt = (name: string) =>
    name.replace(/^\s*[^@]+/, (kind) => {
      const plain = kind.trim().toLowerCase()
      return metricKinds.find((each) => each.toLowerCase() === plain) ?? kind
    })
  return names.split(',').map(spelt).join(',')
}

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
    const meant = otherNames.get(kind.toLowerCase())
    const hint = meant === undefined ? didYouMean(kind, metricKinds) : ` (Did you mean ${meant}?)`
    throw badInput(
      `${where}: must be ${metricKinds.join(', ')}, each with a cut-off as in ndcg@100, got '${name}'${hint}`,
    )
  }
  if (!name.includes('@'))
    throw badInput(`${where}: ${name} must have a cut-off, as in ${name}@100, got none`)
  const k = /^\d+$/.test(at) ? Number(at) : Number.NaN
  if (!Number.isSafeInteger(k) || k < 1) {
    throw badInput(`${where}: the cut-off after @ must be a positive integer, got '${name}'`)
  }
  return factory(k)
}
