import { warningsIn } from '../comparison/warnings'
import { differenceLines } from '../inputs/published-counts'
import { splitParts } from '../inputs/split-parts'
import { unmeasuredLines } from '../inputs/unmeasured-users'
import { lackOf } from '../process/unfit'
import { belowPopularityLine } from '../runs/below-popularity'
import { bestInLastEpochLine } from '../runs/best-in-last-epoch'
import { type Measured, metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import type { Trained } from '../runs/run-training'
import { backendTitle } from '../runs/start-backend'
import type { TrainingJob } from '../runs/training-job'
import { modelTitle } from '../settings/model'
import type { RunConfig } from '../settings/run-config'
import { runTitle } from '../settings/run-title'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'

/** Says what a training has come to. */
export function tell({ folder, split, config }: TrainingJob, training: Trained, out: Output): void {
  const { measured, reference, report, ratings, check } = training
  const { bestEpoch, epochs } = report
  const [own, popularity] = measured
  if (own) out.print(`\n${metricsTable(reference ? [...measured, reference] : measured)}\n`)
  if (ratings) out.print(ratingsLine(ratings))
  const isToldBelow = check?.against === 'popularity'
  const warnings = warningsIn(runTitle(config), {
    'best-in-last-epoch': bestInLastEpochLine([{ ...report, epochs: epochs.length }]),
    'below-popularity':
      own && popularity && !isToldBelow ? belowLine(own, popularity, epochs.length) : undefined,
  })
  for (const { text } of warnings) out.note(text)
  const best = bestEpoch === undefined ? '' : `; best epoch ${bestEpoch}`
  const inEpochs = epochs.length > 0 ? ` in ${epochs.length} epochs` : ''
  out.print(
    own
      ? `mean ± standard error over ${counted(own.evaluation.userCount, 'test user')}${best}`
      : `trained on all ${grouped(split.train.userCount)} users${inEpochs}; nobody was held out to measure on`,
  )
  out.print(`written to ${folder}; recommend with: hvamp recommend ${shellWord(folder)} --items <id>,<id>`)
  out.emit({
    event: 'result',
    run: folder,
    bestEpoch: bestEpoch ?? null,
    test: metricsByModel(measured),
    ...(ratings && { ratings }),
    ...(check && { check }),
    warnings,
  })
}

/** By the first metric. */
function belowLine(own: Measured, popularity: Measured, epochs: number): string | undefined {
  const [metric] = Object.keys(own.evaluation.metrics)
  const [values, others] = [own, popularity].map(({ evaluation }) => evaluation.metrics[metric!]!.perUser)
  return belowPopularityLine({ metric: metric!, own: values!, popularity: others!, epochs })
}

/** Of a data set that its publisher divided: what is tested, and how to test the usual thing. */
function generalizationLine({ options: { dataSet, split } }: RunConfig): string[] {
  if (dataSet === undefined || split !== 'given') return []
  return [
    `${dataSet}: divided as by its publisher, who holds out items of users trained on (weak generalization); --split strong holds out users`,
  ]
}

/** What a run takes over from an earlier one. */
function fromLine({ from }: RunConfig): string[] {
  if (!from) return []
  const { kept, new: added, vanished } = from.items
  const fate = from.vanished === 'keep' ? 'kept' : 'dropped'
  return [
    `from ${from.run}: the weights of ${grouped(kept)} items; ${grouped(added)} are new, ${grouped(vanished)} have vanished and are ${fate}`,
  ]
}

/** Of a warm-up that training is over before: the weight of the KL divergence never reaches the chosen one. */
function warmUpLine({ options: { warmUp, epochs } }: RunConfig): string[] {
  if (warmUp === undefined || epochs === undefined || warmUp <= epochs) return []
  return [`β is still growing when training ends: --warm-up ${warmUp} is more than --epochs ${epochs}`]
}

/** Says what is about to be trained, on what. */
export function describe({ folder, config, backend, split }: TrainingJob, out: Output): void {
  const { items, train, validation, test, differences = [] } = config.data
  const heldOut =
    config.options.split === 'none'
      ? 'nobody held out'
      : `${grouped(validation.users)} for validation, ${grouped(test.users)} for test`
  out.note(
    [
      ...differenceLines(config.options.dataSet ?? '', differences),
      ...generalizationLine(config),
      `${modelTitle(config.options)} on ${backendTitle(backend)}, in ${folder}`,
      ...fromLine(config),
      ...warmUpLine(config),
      `${counted(train.users, 'user')} to train on, ${heldOut}; ${grouped(items)} items, ${grouped(train.interactions)} interactions`,
      ...unmeasuredLines(splitParts(split)),
    ].join('\n'),
  )
  out.emit({ event: 'run', run: folder, config })
}

/** Does work; where another machine may do what this one refuses, says so to the program that began this process. */
export async function tellingUnfit<T>(work: () => Promise<T>, out: Output): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const lack = lackOf(error)
    if (lack !== undefined) out.emit({ event: 'unfit', lack, reason: (error as Error).message })
    throw error
  }
}
