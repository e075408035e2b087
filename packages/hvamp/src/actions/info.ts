import { isModelName } from '@hvamp/models/definitions'
import { modelFolder, openModel } from '../runs/open-model'
import { isFinished, readFinishedRun } from '../runs/run-metrics'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { modelTitle } from '../settings/model'
import { grouped, meanAndError, metricTitle } from '../terminal/format'
import { output } from '../terminal/output'
import { textTable } from '../terminal/text-table'
import { runFolderOf } from '../tuning/chosen-run'

/** Says what a model is; of a run, also how it did. */
export async function infoAction(path: string, flags: BackendSettings & { json?: boolean }): Promise<void> {
  const out = output(flags)
  const run = await runFolderOf(path)
  const folder = await modelFolder(run)
  const metrics = (await isFinished(run)) ? await readFinishedRun(run) : undefined
  await startBackend(flags)
  const { model, options, arrays } = await (await openModel(run)).state()
  const parameters = Object.values(arrays).reduce((total, { values }) => total + values.length, 0)
  const test = Object.entries(metrics?.test?.models[model]?.metrics ?? {})
  out.print(
    textTable(
      ['', ''],
      [
        ['model', model],
        ...(isModelName(model) ? [['title', modelTitle({ model, gated: options.gated === true })]] : []),
        ['folder', folder],
        ['parameters', grouped(parameters)],
        ...Object.entries(options).map(([name, value]) => [name, String(value)]),
        ...test.map(([name, value]) => [`test ${metricTitle(name)}`, meanAndError(value)]),
        ...(metrics
          ? [['test users', metrics.test ? grouped(metrics.test.users) : 'none: trained on everybody']]
          : []),
      ],
    ),
  )
  out.emit({ model, folder, parameters, options, metrics })
}
