import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackendSettings } from '../backend-options'
import { count } from '../format'
import { modelFolder, openModel } from '../load-model'
import { isModelName, modelTitle } from '../model-table'
import { output } from '../output'
import { runFiles } from '../run-folder'
import { startBackend } from '../start-backend'
import { table } from '../table'
import { isFile } from '../write-file'

/** Says what a model is. */
export async function run(path: string, flags: BackendSettings & { json?: boolean }): Promise<void> {
  const out = output(flags)
  const folder = await modelFolder(path)
  await startBackend(flags)
  const { model, options, arrays } = await (await openModel(path)).state()
  const parameters = Object.values(arrays).reduce((total, { values }) => total + values.length, 0)
  const metricsPath = join(path, runFiles.metrics)
  const metrics = (await isFile(metricsPath)) ? JSON.parse(await readFile(metricsPath, 'utf8')) : undefined
  out.print(
    table(
      ['', ''],
      [
        ['model', model],
        ...(isModelName(model) ? [['title', modelTitle({ model, gated: options.gated === true })]] : []),
        ['folder', folder],
        ['parameters', count(parameters)],
        ...Object.entries(options).map(([name, value]) => [name, String(value)]),
      ],
    ),
  )
  out.emit({ model, folder, parameters, options, metrics })
}
