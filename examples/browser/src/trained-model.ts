import type { BackendName } from '@hvamp/backends'
import { type HeldOutUsers, type Interactions, selectUsers } from '@hvamp/data'
import { type Metric, ndcg, recall } from '@hvamp/metrics'
import { evaluate, popularity, type Recommender } from '@hvamp/models'
import type { StopReason, TrainingEvent } from '@hvamp/training'
import { dividedUsers } from './divided-users'
import { choiceOf } from './model-choices'
import { startBackend } from './start-backend'
import { fitOptionsOf, modelOf, type TrainingPlan } from './training-plan'

const validationMetric = ndcg(100)
const testMetrics = [ndcg(100), recall(20), recall(50)]
const stepInterval = 100 // milliseconds

/** How far training has come. */
export type TrainingUpdate =
  | { readonly type: 'start'; readonly users: number; readonly items: number; readonly popularity: number }
  | { readonly type: 'step'; readonly epoch: number; readonly epochs: number; readonly share: number }
  | { readonly type: 'stage'; readonly stage: string; readonly share: number }
  | { readonly type: 'epoch'; readonly epoch: number; readonly loss: number; readonly ndcg: number }
  | { readonly type: 'test' }

/** A metric over the test users. */
export interface Measure {
  readonly metric: string
  readonly mean: number
  readonly standardError: number
  /** A value for each test user. */
  readonly perUser: Float64Array
}

export interface TrainedModel {
  readonly model: Recommender
  /** What computed it; undefined where a model takes no tensors. */
  readonly backend: BackendName | undefined
  readonly seconds: number
  /** Of the training. */
  readonly users: number
  /** Ids of its items, most popular first. */
  readonly items: readonly string[]
  readonly stopped: StopReason
  readonly epochs: number
  readonly bestEpoch: number | undefined
  readonly testUsers: number
  readonly measures: { readonly model: readonly Measure[]; readonly popularity: readonly Measure[] }
}

/** Trains a model by a plan, and measures it beside popularity on users whom neither has seen. */
export async function trainedModel(
  { name, ratings }: { readonly name: string; readonly ratings: Interactions },
  plan: TrainingPlan,
  onUpdate: (update: TrainingUpdate) => void,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const { train, validation, test } = dividedUsers(ratings, name, plan.atLeast)
  const { hasEpochs } = choiceOf(plan.model)
  const backend = hasEpochs ? (await startBackend(plan.backend)).name : undefined
  const baseline = popularity()
  await baseline.fit(train)
  const [{ mean }] = await measured(baseline, validation, [validationMetric])
  onUpdate({ type: 'start', users: train.userCount, items: train.itemCount, popularity: mean })
  const model = modelOf(plan)
  try {
    const onEvent = updatesFrom(onUpdate)
    const begin = performance.now()
    const options = hasEpochs ? { ...fitOptionsOf(plan), validation, validationMetric } : {}
    const { stopped, epochs, bestEpoch } = await model.fit(train, { ...options, signal, onEvent })
    if (model.itemIds.length === 0) throw new Error('Stopped before the model was ready')
    const seconds = (performance.now() - begin) / 1000
    onUpdate({ type: 'test' })
    return {
      model,
      backend,
      seconds,
      users: train.userCount,
      items: await mostPopularFirst(baseline, train),
      stopped,
      epochs: epochs.length,
      bestEpoch,
      testUsers: test.foldIn.userCount,
      measures: {
        model: await measured(model, test, testMetrics),
        popularity: await measured(baseline, test, testMetrics),
      },
    }
  } catch (error) {
    model.dispose()
    throw error
  }
}

function updatesFrom(onUpdate: (update: TrainingUpdate) => void) {
  let last = 0
  return (event: TrainingEvent): void => {
    if (event.type === 'step' && performance.now() - last > stepInterval) {
      last = performance.now()
      const { epoch, epochs, batch, batchCount } = event
      onUpdate({ type: 'step', epoch, epochs, share: (epoch - 1 + batch / batchCount) / epochs })
    } else if (event.type === 'stage' && performance.now() - last > stepInterval) {
      last = performance.now()
      onUpdate({ type: 'stage', stage: event.stage, share: event.done / event.total })
    } else if (event.type === 'epoch') {
      const { epoch, loss, validation: ndcg = Number.NaN } = event.record
      onUpdate({ type: 'epoch', epoch, loss, ndcg })
    }
  }
}

async function measured(model: Recommender, users: HeldOutUsers, metrics: readonly Metric[]) {
  const { metrics: results } = await evaluate(model, users, metrics)
  return metrics.map(({ name }): Measure => {
    const { mean, standardError, perUser } = results[name]!
    return { metric: name, mean, standardError, perUser }
  }) as [Measure, ...Measure[]]
}

/** What anybody is recommended by popularity, whose scores are counts. */
async function mostPopularFirst(baseline: Recommender, train: Interactions): Promise<readonly string[]> {
  const counts = await baseline.score(selectUsers(train, [0]))
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]!)
  return order.map((item) => baseline.itemIds[item]!)
}
