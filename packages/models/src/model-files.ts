import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeSafetensors, encodeSafetensors } from '@hvamp/tensors'
import { restore } from './catalog'
import type { Recommender } from './recommender'

const version = 1

/** What `model.json` holds; the weights stand beside it in `weights.safetensors`. */
interface ModelFile {
  readonly format: 'hvamp-model'
  readonly version: number
  readonly model: string
  readonly options: Readonly<Record<string, unknown>>
  readonly itemIds: readonly string[]
  /** SHA-256 of weights.safetensors, in hex. */
  readonly sha256: string
}

/**
 * Writes a fitted recommender to a folder: `model.json` and `weights.safetensors`.
 *
 * The files are written to a folder beside and renamed, so a model that stood there is whole until the new one is.
 */
export async function saveModel(model: Recommender, folder: string): Promise<void> {
  const { model: name, options, itemIds, arrays } = await model.state()
  const weights = encodeSafetensors(arrays, { model: name })
  const description: ModelFile = {
    format: 'hvamp-model',
    version,
    model: name,
    options,
    itemIds,
    sha256: digest(weights),
  }
  const beside = `${folder}.${process.pid}.tmp`
  const replaced = `${folder}.${process.pid}.old`
  await mkdir(beside, { recursive: true })
  try {
    await writeFile(join(beside, 'weights.safetensors'), weights, { flush: true })
    await writeFile(join(beside, 'model.json'), `${JSON.stringify(description)}\n`, { flush: true })
    await rename(folder, replaced).catch(ignoreMissing)
    await rename(beside, folder)
  } finally {
    await rm(beside, { recursive: true, force: true })
    await rm(replaced, { recursive: true, force: true })
  }
}

/**
 * Reads a recommender that `saveModel` wrote; version, checksum and shapes are checked, nothing is executed.
 *
 * @throws naming the file and what is wrong with it
 */
export async function loadModel(folder: string): Promise<Recommender> {
  const path = join(folder, 'model.json')
  const { sha256, ...description } = parse(path, await read(path))
  const weightsPath = join(folder, 'weights.safetensors')
  const weights = await read(weightsPath)
  if (digest(weights) !== sha256) {
    throw new Error(
      `${weightsPath}: must have the SHA-256 that ${path} names (${sha256}), got ${digest(weights)}: the file was altered or cut off`,
    )
  }
  const { arrays } = decodeSafetensors(weights, { where: weightsPath })
  try {
    return restore({ ...description, arrays })
  } catch (cause) {
    throw new Error(`${folder}: ${(cause as Error).message}`, { cause })
  }
}

function parse(path: string, bytes: Uint8Array): ModelFile {
  let file: Partial<ModelFile>
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Error(`${path}: must be JSON: ${(cause as Error).message}`, { cause })
  }
  const rule = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${path}: ${what}`)
  }
  rule(
    file !== null && typeof file === 'object' && file.format === 'hvamp-model',
    `'format' must be 'hvamp-model'`,
  )
  rule(file.version === version, `'version' must be ${version}, got ${file.version}`)
  rule(typeof file.model === 'string', `'model' must be a name`)
  rule(typeof file.options === 'object' && file.options !== null, `'options' must be an object`)
  rule(
    Array.isArray(file.itemIds) && file.itemIds.every((id) => typeof id === 'string'),
    `'itemIds' must be a list of texts`,
  )
  rule(typeof file.sha256 === 'string', `'sha256' must be a checksum`)
  return file as ModelFile
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(`${path}: ${missing ? 'no such file' : (cause as Error).message}`, { cause })
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
