import { type HeldOutUsers, selectUsers, type UserSplit } from '@hvamp/data'
import { ndcg, recall } from '@hvamp/metrics'
import { ease, evaluate, makeModel, popularity, type Recommender, recommend } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import { makeFolder } from '../files/new-folder'
import { loadSplit } from '../inputs/load-split'
import { splitParts } from '../inputs/split-parts'
import { unmeasuredLines } from '../inputs/unmeasured-users'
import { type Measured, measure, metricsByModel, metricsTable } from '../runs/measure'
import { holdRunFolder } from '../runs/run-folder'
import { backendTitle, startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { chosenDataOptions } from '../settings/chosen-data'
import type { DataSettings } from '../settings/data'
import { completeModel, hyperParametersOf, modelTitle } from '../settings/model'
import type { Requested } from '../settings/requested'
import { splitDefaults } from '../settings/split'
import { counted, grouped, meanAndError, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { demoFit, demoSeed, demoSizes, madeUpSample } from './demo-plan'
import { nextSteps } from './next-steps'

const metrics = [ndcg(100), recall(20), recall(50)]

type Flags = DataSettings & BackendSettings & { epochs?: number; out?: string; json?: boolean }

/** A model that was trained, and how it did. */
interface Trained {
  readonly model: Recommender
  readonly measured: Measured
}

/** Trains, compares, recommends, and keeps the best model. */
export async function demoAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const folder = await holdRunFolder(flags.out, path ?? 'made-up', 'demo')
  const { split, oracle } = path === undefined ? madeUpSample() : await sampleOf(path, options, out)
  const { train, test } = split
  // The same numbers on every machine for made-up ratings: each BLAS rounds in its own way.
  const isFree = path !== undefined || options.isExplicit('backend')
  const backend = await startBackend(isFree ? flags : { ...flags, backend: 'wasm' })
  out.note(
    `${path ?? 'made-up ratings'}: ${counted(train.userCount, 'user')} to train on, ${grouped(test.foldIn.userCount)} each for validation and test, ${grouped(train.itemCount)} items; computing on ${backendTitle(backend)}`,
  )
  for (const line of unmeasuredLines(splitParts(split))) out.note(line)
  const baseline = popularity()
  await baseline.fit(train)
  const measured = [await measure('popularity', baseline, test, metrics)]
  const trained: Trained[] = []
  const add = async (title: string, model: Recommender) => {
    const result = await measure(title, model, test, metrics)
    measured.push(result)
    trained.push({ model, measured: result })
    out.note(`${title}: ${metricTitle('ndcg@100')} ${meanAndError(result.evaluation.metrics['ndcg@100']!)}`)
  }
  if (train.itemCount <= mostForEase) await add('EASE', await fittedEase(split, out))
  for (const name of ['mult-vae', 'hvamp'] as const) {
    const settings = completeModel({ model: name, ...demoSizes })
    const title = modelTitle(settings)
    out.note(`\n${title}`)
    const model = makeModel(name, { ...hyperParametersOf(settings), seed: demoSeed })
    await fit(model, split, out, flags.epochs)
    await add(title, model)
  }
  if (oracle) measured.push(await measure('oracle', oracle, test, metrics))
  out.print(`\n${metricsTable(measured)}`)
  out.print(`mean ± standard error over ${counted(measured[0]!.evaluation.userCount, 'test user')}\n`)
  out.emit({ event: 'result', test: metricsByModel(measured) })
  const best = trained.reduce((first, second) => (ndcgOf(second) > ndcgOf(first) ? second : first))
  await makeFolder(folder, (temporary) => saveModel(best.model, temporary))
  const history = await showRecommendations(best.model, best.measured.title, test, out)
  out.note(
    nextSteps({ path, options: chosenDataOptions(options), folder, title: best.measured.title, history }),
  )
  out.emit({ event: 'kept', model: folder, title: best.measured.title })
}

const ndcgOf = ({ measured }: Trained) => measured.evaluation.metrics['ndcg@100']!.mean

/** Items of which EASE makes a matrix in seconds. */
const mostForEase = 10_000

/** EASE, whose one option is chosen on the validation users. */
async function fittedEase({ train, validation }: UserSplit, out: Output): Promise<Recommender> {
  out.note('\nEASE')
  const { inverseInThreads, lapackInverse } = await import('@hvamp/backends')
  const inverse = await lapackInverse().catch(() => inverseInThreads())
  let best: { model: Recommender; value: number } | undefined
  for (const l2 of [50, 200, 800]) {
    const model = ease({ l2 }, inverse)
    await model.fit(train)
    const value = (await evaluate(model, validation, [metrics[0]!])).metrics['ndcg@100']!.mean
    if (best === undefined || value > best.value) best = { model, value }
  }
  return best!.model
}

async function sampleOf(
  path: string,
  options: Requested<Flags>,
  out: Output,
): Promise<{ split: UserSplit; oracle?: undefined }> {
  return loadSplit(path, { ...options, values: { ...options.values, ...splitDefaults } }, out)
}

async function fit(
  model: Recommender,
  { train, validation }: UserSplit,
  out: Output,
  epochs: number | undefined,
): Promise<void> {
  const plan = demoFit(train.userCount, epochs)
  const display = trainingDisplay({ out, batch: plan.batchSize, metric: metricTitle('ndcg@100') })
  try {
    await model.fit(train, { ...plan, validation, onEvent: display.event })
  } finally {
    display.stop()
  }
}

/**
 * Five recommendations for the test user with the most held out: which of it would they have found?
 *
 * @returns the first items of the user
 */
async function showRecommendations(
  model: Recommender,
  title: string,
  { foldIn, heldOut }: HeldOutUsers,
  out: Output,
): Promise<string[]> {
  const sizes = Array.from(heldOut.userIds, (_, row) => heldOut.offsets[row + 1]! - heldOut.offsets[row]!)
  const user = sizes.indexOf(Math.max(...sizes))
  const history = selectUsers(foldIn, [user])
  const hidden = selectUsers(heldOut, [user])
  const likedInTruth = new Set(Array.from(hidden.items, (item) => hidden.itemIds[item]))
  const [list] = await recommend(model, history, { count: 5 })
  const recommended = list?.items ?? []
  const first = Array.from(history.items.subarray(0, 5), (item) => history.itemIds[item])
  out.print(
    `User ${history.userIds[0]} has ${history.items.length} items, first ${first.join(', ')}. ${title} recommends:\n`,
  )
  const rows = recommended.map(({ item, score }, i) => [
    String(i + 1),
    item,
    score.toFixed(2),
    likedInTruth.has(item) ? 'yes' : '',
  ])
  out.print(textTable(['', 'item', 'score', 'held out of their ratings'], rows))
  out.emit({ event: 'recommendations', user: history.userIds[0], history: first, items: recommended })
  return first.filter((id): id is string => id !== undefined)
}
