import { type RunState, trainedIn } from '../planned/planned-run'
import type { RunMetrics } from '../runs/run-metrics'
import type { Rung } from '../runs/rung'

type Measured = RunMetrics['test']['models'][string]['metrics'][string]

/** How far a trial of several runs is: finished or paused with what they come to together, failed if one did. */
export function stateOfTrial(states: readonly RunState[]): RunState {
  const [first] = states
  if (states.length === 1) return first!
  const failed = states.find(({ state }) => state === 'failed')
  if (failed) return failed
  const metrics = states.flatMap((each) => (each.state === 'finished' ? [each.metrics] : []))
  if (metrics.length < states.length) {
    const trained = states.flatMap((each) => trainedIn(each) ?? [])
    if (trained.length === states.length) return { state: 'paused', rung: rungOf(trained) }
    return { state: states.some(isBegun) ? 'begun' : 'waiting' }
  }
  return { state: 'finished', metrics: together(metrics) }
}

const isBegun = ({ state }: RunState) => state !== 'waiting'

/** What the folds of one system come to, of which some are paused: the mean of their validations. */
function rungOf(folds: readonly Omit<Rung, 'bestEpoch'>[]): Rung {
  const total = (of: (fold: Omit<Rung, 'bestEpoch'>) => number) =>
    folds.reduce((sum, fold) => sum + of(fold), 0)
  return {
    bestEpoch: null,
    epochs: total(({ epochs }) => epochs),
    validation: total(({ validation }) => validation) / folds.length,
    trainingSeconds: total(({ trainingSeconds }) => trainingSeconds),
  }
}

/** The folds of one system: the mean of their validations, and what the test users of all of them come to. */
function together(folds: readonly RunMetrics[]): RunMetrics {
  const [first] = folds as [RunMetrics]
  const models = Object.entries(first.test.models).map(([model, { metrics }]) => {
    const own = folds.map(({ test }) => ({ users: test.users, ...test.models[model]! }))
    const pooled = Object.keys(metrics).map((name) => [
      name,
      pooledOf(own.map(({ users, metrics }) => ({ users, ...metrics[name]! }))),
    ])
    const itemCoverage = own.reduce((sum, each) => sum + each.itemCoverage, 0) / own.length
    return [model, { metrics: Object.fromEntries(pooled), itemCoverage }]
  })
  return {
    ...{ finished: first.finished, backend: first.backend, ...rungOf(folds) },
    test: { users: folds.reduce((sum, { test }) => sum + test.users, 0), models: Object.fromEntries(models) },
  }
}

/** Mean and standard error over the users of several parts, of which each has its own. */
function pooledOf(parts: readonly (Measured & { readonly users: number })[]): Measured {
  const users = parts.reduce((sum, part) => sum + part.users, 0)
  const mean = parts.reduce((sum, part) => sum + part.users * part.mean, 0) / users
  const squares = parts.reduce((sum, part) => {
    const within = part.users > 1 ? part.standardError ** 2 * part.users * (part.users - 1) : 0
    return sum + within + part.users * (part.mean - mean) ** 2
  }, 0)
  return { mean, standardError: Math.sqrt(squares / (users - 1) / users) }
}
