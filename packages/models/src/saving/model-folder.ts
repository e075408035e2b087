import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { descriptionFile } from './model-format'

/** The folder that a run has its model in. */
const inRun = 'model'

/**
 * The folder of a saved model: the one given, or `model` in the folder of a run of the command `hvamp`.
 *
 * @param name of the folder in errors, where `path` is not the one that a user gave
 * @throws if neither has a `model.json`
 * @example const folder = await modelFolder('runs/ratings-hvamp') // runs/ratings-hvamp/model
 */
export async function modelFolder(path: string, name: string = path): Promise<string> {
  for (const folder of [join(path, inRun), path]) {
    const found = await stat(join(folder, descriptionFile)).catch(() => undefined)
    if (found?.isFile()) return folder
  }
  const files = [join(inRun, descriptionFile), descriptionFile]
  throw new Error(`${name}: must be the folder of a run or a model, got one without ${files.join(' and ')}`)
}
