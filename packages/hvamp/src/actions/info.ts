import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isFile } from '../files/folders'
import { modelFolder, openModel } from '../runs/open-model'
import { runFiles } from '../runs/run-folder'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { isModelName, modelTitle } from '../settings/model-table'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'
import { textTable } from '../terminal/text-table'

/** Says what a model is. */
export async function infoAction(path: string, flags: BackendSettings & { json?: boolean }): Promise<void> {
  const out = output(flags)
  const folder = await modelFolder(path)
  await startBackend(flags)
  const { model, options, arrays } = await (await openModel(path)).state()
  const parameters = Object.values(arrays).reduce((total, { values }) => total + values.length, 0)
  const metricsPath = join(path, runFiles.metrics)
  const metrics = (await isFile(metricsPath)) ? JSON.parse(await readFile(metricsPath, 'utf8')) : undefined
  out.print(
    textTable(
      ['', ''],
      [
        ['model', model],
        ...(isModelName(model) ? [['title', modelTitle({ model, gated: options.gated === true })]] : []),
        ['folder', folder],
        ['parameters', grouped(parameters)],
        ...Object.entries(options).map(([name, value]) => [name, String(value)]),
      ],
    ),
  )
  out.emit({ model, folder, parameters, options, metrics })
}
