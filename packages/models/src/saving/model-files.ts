import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ensureFolder, readWhole, removeUnfinished, replaceFile, sha256Of } from '@hvamp/files'
import { requireKnown } from '@hvamp/random'
import { arraySource } from '@hvamp/tensors'
import { removeOtherArrayFiles, writeArrayFile } from '@hvamp/tensors/node'
import type { RestoreOptions } from '../catalog/restore'
import type { Recommender } from '../recommender/recommender'
import { modelFolder } from './model-folder'
import { decodeDescription, descriptionFile, encodeDescription, modelFromFiles } from './model-format'

/**
 * Writes a fitted recommender to a folder: `model.json`, and the weights as safetensors in the file that it names.
 *
 * The weights' file is named by its content, and `model.json` is replaced by renaming once that file is whole. So a
 * kill or a power cut at any moment leaves the model that stood there, or the new one.
 *
 * @throws if a file could not be written, naming it
 * @example await saveModel(model, 'my-model')
 */
export async function saveModel(model: Recommender, folder: string): Promise<void> {
  const state = await model.state()
  await ensureFolder(folder)
  const { name: file, sha256 } = await writeArrayFile(folder, 'weights', arraySource(state.arrays))
  await replaceFile(join(folder, descriptionFile), await encodeDescription(state, { file, sha256 }))
  await removeOtherArrayFiles(folder, ['weights'], [{ name: file, sha256 }])
  await removeUnfinished(folder, ['weights', descriptionFile])
}

/**
 * Reads a recommender that `saveModel` wrote, or the one of a run of the command `hvamp`: see `modelFromFiles`.
 *
 * @param path of the folder of a model or a run
 * @param options.models the `build` of models of your own, by name
 * @param options.resources faster ways to compute, as of `makeModel`
 * @throws naming the file and what is wrong with it; if a network needs a backend and there is none
 * @example const model = await loadModel('my-model', { models: { mine: ({ items }) => autoencoder({ … }) } })
 */
export async function loadModel(path: string, options: RestoreOptions = {}): Promise<Recommender> {
  requireKnown('loadModel: options', options, { models: true, resources: true })
  const folder = await modelFolder(path)
  const read = (name: string) => readWhole(join(folder, name))
  return modelFromFiles(read, { ...options, where: `${folder}${sep}`, sha256: sha256Of })
}

/**
 * Ids of the items of a recommender that `saveModel` wrote, in their order, without its weights.
 *
 * @param path of the folder of a model or a run
 * @throws naming the file and what is wrong with it
 * @example const known = new Set(await savedItemIds('my-model'))
 */
export async function savedItemIds(path: string): Promise<readonly string[]> {
  const file = join(await modelFolder(path), descriptionFile)
  const { itemIds } = await decodeDescription(await readFile(file), file)
  return itemIds
}
