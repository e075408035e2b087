import type { ModelState } from '@hvamp/models'
import { blendDefinition, isModelName } from '@hvamp/models/definitions'
import { filtersOf } from '../inputs/kept'
import { readingInWords } from '../inputs/reading-lines'
import { requireWholeFiles } from '../report/whole-run'
import { modelFolder, openModel, runOfModel } from '../runs/open-model'
import { type FinishedRun, isFinished, readFinishedRun } from '../runs/run-metrics'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { modelTitle } from '../settings/model'
import type { RunConfig } from '../settings/run-config'
import { runTitle } from '../settings/run-title'
import { grouped, meanAndError, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { factsTable } from '../terminal/text-table'
import { runFolderOf } from '../tuning/chosen-run'
import { type UnfinishedRun, unfinishedRows, unfinishedRun } from './unfinished-run'

/** Says what a model is; of a run, also what it was trained on and how it did. */
export async function infoAction(path: string, flags: BackendSettings & { json?: boolean }): Promise<void> {
  const out = output(flags)
  const run = await runFolderOf(path)
  const config = await runOfModel(run)
  const unfinished = config && (await unfinishedRun(run, config))
  if (unfinished && !unfinished.hasModel) {
    out.print(
      factsTable([
        ['model', config.options.model],
        ['title', runTitle(config)],
        ['folder', run],
        ...unfinishedRows(unfinished, config),
        ...dataRows(config),
      ]),
    )
    tellUnfinished(unfinished, out)
    const { data, options } = config
    out.emit({ model: options.model, folder: run, unfinished, data, kept: filtersOf(options) })
    return
  }
  const folder = await modelFolder(run)
  const metrics = (await isFinished(run)) ? await readFinishedRun(run) : undefined
  if (config && metrics) await requireWholeFiles(run, config, metrics)
  await startBackend(flags)
  const { model, options, arrays } = await (await openModel(run)).state()
  const parameters = Object.values(arrays).reduce((total, { values }) => total + values.length, 0)
  const test = Object.entries(metrics?.test?.models[model]?.metrics ?? {})
  out.print(
    factsTable([
      ['model', model],
      ...titleRows({ model, options }, config),
      ['folder', folder],
      ['parameters', grouped(parameters)],
      ...optionRows({ model, options }),
      ...(config && metrics ? epochRows(config, metrics) : []),
      ...(config && unfinished ? unfinishedRows(unfinished, config) : []),
      ...(config ? dataRows(config) : []),
      ...test.map(([name, value]) => [`test ${metricTitle(name)}`, meanAndError(value)]),
      ...(metrics
        ? [['test users', metrics.test ? testUsers(metrics.test) : 'none: trained on everybody']]
        : []),
    ]),
  )
  const reading = config?.data.reading
  if (reading) out.print(`\ndata read: ${readingInWords(reading)}`)
  const epochs = config && metrics && epochsOf(config, metrics)
  if (unfinished) tellUnfinished(unfinished, out)
  const { data } = config ?? {}
  const kept = config && filtersOf(config.options)
  out.emit({
    ...{ model, folder, parameters, options, ...(epochs && { epochs }), data, kept, metrics },
    ...(unfinished && { unfinished }),
  })
}

/** How many test users are measured, and of how many more nothing is. */
function testUsers({ users, withoutHeldOutItems: without = 0 }: NonNullable<FinishedRun['test']>): string {
  return without === 0
    ? grouped(users)
    : `${grouped(users)} measured, ${grouped(without)} more with nothing held out`
}

/** Says how to finish a run on which no process works. */
function tellUnfinished({ isRunning, resume }: UnfinishedRun, out: Output): void {
  if (!isRunning) out.print(`\nfinish it with: ${resume}`)
}

type Described = Pick<ModelState, 'model' | 'options'>

function titleRows({ model, options }: Described, config: RunConfig | undefined): string[][] {
  if (config?.blend) return [['title', runTitle(config)]]
  return isModelName(model) ? [['title', modelTitle({ model, gated: options.gated === true })]] : []
}

/** Options of a model; of a blend a row for each of its models. */
function optionRows({ model, options }: Described): string[][] {
  const values = (own: Described['options']) =>
    Object.entries(own).map(([name, value]) => [name, String(value)])
  if (model !== blendDefinition.name) return values(options)
  const { parts, weights } = options as {
    readonly parts: readonly Described[]
    readonly weights: readonly number[]
  }
  return parts.map((part, i) => [
    `part ${i + 1}`,
    `${part.model}, weight ${weights[i]}: ${values(part.options)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
  ])
}

/** Epochs of a model that has any; undefined for any other. */
function epochsOf({ options }: RunConfig, { epochs: done, bestEpoch: best, stopped }: FinishedRun) {
  return done === 0 ? undefined : { done, planned: options.epochs, best, stopped }
}

function epochRows(config: RunConfig, metrics: FinishedRun): string[][] {
  const epochs = epochsOf(config, metrics)
  if (!epochs) return []
  const { done, planned, best } = epochs
  return [
    [
      'epochs',
      `${grouped(done)}${planned === undefined ? '' : ` of at most ${grouped(planned)}`}${best === null ? '' : `, best ${grouped(best)}`}`,
    ],
  ]
}

/** What a run was trained on: the file, what was kept of it, and how it was divided. */
function dataRows({ data, options }: RunConfig): string[][] {
  const { source, items, train, validation, test } = data
  const heldOut =
    options.split === 'none'
      ? 'nobody held out'
      : `${grouped(validation.users)} held out for validation, ${grouped(test.users)} for test`
  return [
    ['data', options.dataSet === undefined ? source.path : `${options.dataSet}, from ${source.path}`],
    ['kept', filtersOf(options).join(', then ') || 'all of it'],
    ['users', `${grouped(train.users)} trained on, ${heldOut}`],
    ['items', grouped(items)],
    ['interactions', `${grouped(train.interactions)} trained on`],
  ]
}
