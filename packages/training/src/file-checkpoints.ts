import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, removeUnfinished, replaceFile } from '@hvamp/files'
import { type ArraySource, arraySource, type NamedArray, type NamedArrays } from '@hvamp/tensors'
import {
  type ArrayFile,
  arrayFileName,
  openArrayFile,
  removeOtherArrayFiles,
  writeArrayFile,
} from '@hvamp/tensors/node'
import type { Best, CheckpointStore } from './checkpoint'
import type { Progress } from './progress'

/** The content of `checkpoint.json` but its own checksum. */
interface Manifest {
  readonly format: 'hvamp-checkpoint'
  readonly version: number
  readonly configuration: Readonly<Record<string, unknown>>
  readonly progress: Progress
  readonly state: ArrayFile
  readonly best?: { readonly epoch: number; readonly value: number; readonly weights: ArrayFile }
}

const version = 1
const manifestFile = 'checkpoint.json'

/**
 * Keeps the last checkpoint in a folder: `checkpoint.json`, and the arrays as safetensors in the same folder.
 *
 * Files of arrays are named by their content and never change; `checkpoint.json` names the current ones, and is
 * replaced by renaming once they are on the disk. So a kill or a power cut at any moment leaves the last checkpoint
 * whole. The best weights are written again only when they have changed. One training at a time may use the folder.
 *
 * @throws (its `load`) if a file is missing, damaged or not a checkpoint, naming it
 * @example await train(model, { …, checkpoints: fileCheckpoints('runs/1/checkpoint'), resume: true })
 */
export function fileCheckpoints(folder: string): CheckpointStore {
  const path = join(folder, manifestFile)
  const bestFiles = new WeakMap<Best, ArrayFile>()

  async function bestFileOf(best: Best): Promise<ArrayFile> {
    const file = bestFiles.get(best) ?? (await writeArrayFile(folder, 'best', arraySource(best.weights)))
    bestFiles.set(best, file)
    return file
  }

  return {
    async load() {
      const manifest = await readManifest(path)
      if (!manifest) return undefined
      const { configuration, progress, state, best: described } = manifest
      const arrays = await openArrayFile(folder, state)
      if (!described) return { configuration, progress, arrays }
      const weights = await arraysOf(await openArrayFile(folder, described.weights))
      const best = { epoch: described.epoch, value: described.value, weights }
      bestFiles.set(best, described.weights)
      return { configuration, progress, arrays, best }
    },
    async save({ configuration, progress, arrays, best }) {
      await ensureFolder(folder)
      const state = await writeArrayFile(folder, 'state', arrays)
      const bestFile = best && (await bestFileOf(best))
      await writeManifest(path, {
        format: 'hvamp-checkpoint',
        version,
        configuration,
        progress,
        state,
        ...(best && bestFile && { best: { epoch: best.epoch, value: best.value, weights: bestFile } }),
      })
      await removeOtherArrayFiles(folder, ['state', 'best'], [state, bestFile])
      await removeUnfinished(folder, ['state', 'best', manifestFile])
    },
  }
}

async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const json = JSON.stringify(manifest)
  await replaceFile(path, `{"sha256":"${digestOf(json)}","checkpoint":${json}}\n`)
}

async function readManifest(path: string): Promise<Manifest | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path}: could not be read: ${(cause as Error).message}`, { cause })
  }
  let file: { sha256?: unknown; checkpoint?: Partial<Manifest> | null } | null
  try {
    file = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path}: the file is damaged: ${(cause as Error).message}`, { cause })
  }
  const manifest = file?.checkpoint
  if (manifest?.format !== 'hvamp-checkpoint') throw new Error(`${path}: must be a checkpoint of hvamp`)
  if (manifest.version !== version) {
    throw new Error(`${path}: must be of version ${version}, got ${manifest.version}`)
  }
  if (digestOf(JSON.stringify(manifest)) !== file?.sha256) {
    throw new Error(`${path}: the file is damaged: it does not have the SHA-256 that it names`)
  }
  const whole = manifest as Manifest
  for (const file of [whole.state, whole.best?.weights]) {
    if (file && !arrayFileName.test(file.name)) {
      throw new Error(`${path}: must name files of its own folder, got '${file.name}'`)
    }
  }
  return whole
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function arraysOf(source: ArraySource): Promise<NamedArrays> {
  const arrays: [string, NamedArray][] = []
  for (const [name, shape] of Object.entries(source.shapes)) {
    arrays.push([name, { shape, values: await source.read(name) }])
  }
  return Object.fromEntries(arrays)
}
