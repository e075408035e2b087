import { type HeldOutUsers, selectUsers, type UserSplit } from '@hvamp/data'
import { ndcg, recall } from '@hvamp/metrics'
import { makeModel, popularity, type Recommender, recommend } from '@hvamp/models'
import { loadSplit } from '../inputs/load-split'
import { measure, metricsByModel, metricsTable } from '../runs/measure'
import { backendTitle, startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import type { DataSettings } from '../settings/data'
import { completeModel, hyperParametersOf, modelTitle } from '../settings/model'
import type { Requested } from '../settings/requested'
import { splitDefaults } from '../settings/split'
import { grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { demoFit, demoSeed, demoSizes, madeUpSample } from './demo-plan'

const metrics = [ndcg(100), recall(20), recall(50)]

type Flags = DataSettings & BackendSettings & { epochs?: number; json?: boolean }

/** Trains, compares and recommends. */
export async function demoAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const { split, oracle } = path === undefined ? madeUpSample() : await sampleOf(path, options, out)
  const { train, test } = split
  // The same numbers on every machine for made-up ratings: each BLAS rounds in its own way.
  const isFree = path !== undefined || options.isExplicit('backend')
  const backend = await startBackend(isFree ? flags : { ...flags, backend: 'wasm' })
  out.note(
    `${path ?? 'made-up ratings'}: ${grouped(train.userCount)} users to train on, ${grouped(test.foldIn.userCount)} each for validation and test, ${grouped(train.itemCount)} items; computing on ${backendTitle(backend)}`,
  )
  const baseline = popularity()
  await baseline.fit(train)
  const measured = [await measure('popularity', baseline, test, metrics)]
  let model: Recommender = baseline
  for (const name of ['mult-vae', 'hvamp'] as const) {
    const settings = completeModel({ model: name, ...demoSizes })
    const title = modelTitle(settings)
    out.note(`\n${title}`)
    model = makeModel(name, { ...hyperParametersOf(settings), seed: demoSeed })
    await fit(model, split, out, flags.epochs)
    measured.push(await measure(title, model, test, metrics))
  }
  if (oracle) measured.push(await measure('oracle', oracle, test, metrics))
  out.print(`\n${metricsTable(measured)}`)
  out.print(`mean ± standard error over ${grouped(measured[0]!.evaluation.userCount)} test users\n`)
  out.emit({ event: 'result', test: metricsByModel(measured) })
  await showRecommendations(model, test, out)
  if (path !== undefined)
    out.note(`\nto train with the paper's sizes and keep the model: hvamp train ${path}`)
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

/** Five recommendations for the test user with the most held out: which of it would they have found? */
async function showRecommendations(
  model: Recommender,
  { foldIn, heldOut }: HeldOutUsers,
  out: Output,
): Promise<void> {
  const sizes = Array.from(heldOut.userIds, (_, row) => heldOut.offsets[row + 1]! - heldOut.offsets[row]!)
  const user = sizes.indexOf(Math.max(...sizes))
  const history = selectUsers(foldIn, [user])
  const hidden = selectUsers(heldOut, [user])
  const likedInTruth = new Set(Array.from(hidden.items, (item) => hidden.itemIds[item]))
  const [list] = await recommend(model, history, { count: 5 })
  const recommended = list?.items ?? []
  const first = Array.from(history.items.subarray(0, 5), (item) => history.itemIds[item])
  out.print(
    `User ${history.userIds[0]} has ${history.items.length} items, first ${first.join(', ')}. H+Vamp (Gated) recommends:\n`,
  )
  const rows = recommended.map(({ item, score }, i) => [
    String(i + 1),
    item,
    score.toFixed(2),
    likedInTruth.has(item) ? 'yes' : '',
  ])
  out.print(textTable(['', 'item', 'score', 'held out of their ratings'], rows))
  out.emit({ event: 'recommendations', user: history.userIds[0], history: first, items: recommended })
}
