import { readFile } from 'node:fs/promises'
import { modelFromPyTorch } from '@hvamp/exchange'
import { saveModel } from '@hvamp/models/node'
import { makeFolder } from '../files/new-folder'
import { holdNewFolder } from '../files/outputs'
import { idsOf } from '../inputs/item-rules'
import { badInput, checkingInput } from '../process/bad-input'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'

interface Flags extends BackendSettings {
  out: string
  items?: readonly string[]
  likelihood?: string
  dropout?: number
  json?: boolean
}

/** Makes the folder of a model of weights from PyTorch. */
export async function importAction(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const { out: folder, items, likelihood, dropout } = flags
  await holdNewFolder(folder, '--out')
  const itemIds = items && (await idsOf(items, '--items'))
  const bytes = await bytesOf(path)
  await startBackend(flags)
  const options = {
    ...(likelihood !== undefined && { likelihood }),
    ...(dropout !== undefined && { dropout }),
  }
  const model = await checkingInput(() => modelFromPyTorch(bytes, { where: path, itemIds, options })).catch(
    (error: Error) => {
      throw badInput(error.message.replace(': itemIds must', ': --items must'), error)
    },
  )
  await makeFolder(folder, (temporary) => saveModel(model, temporary))
  out.note(`${model.name} of ${grouped(model.itemIds.length)} items written to ${folder}`)
  out.emit({ out: folder, model: model.name, items: model.itemIds.length })
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw badInput(`${path}: must be a file that can be read: ${(cause as Error).message}`, cause)
  }
}
