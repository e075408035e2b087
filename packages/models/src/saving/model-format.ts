import { requireKnown } from '@hvamp/random'
import { decodeSafetensors, encodeSafetensors, noBackend } from '@hvamp/tensors'
import { z } from 'zod'
import { type RestoreOptions, restore } from '../catalog/restore'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { requireItemIds } from '../recommender/require-item-ids'

/** The file that describes a model and names the file of its weights. */
export const descriptionFile = 'model.json'

const version = 1
const format = 'hvamp-model'

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
const text = z.string('must be a text')
const counts = (what: string) => z.array(z.number(what).nonnegative(what), 'must be a list of numbers')
const popularity = z.strictObject(
  {
    counts: counts('must be a count, 0 or more'),
    recent: z
      .strictObject(
        {
          halfLife: z.number('must be days').positive('must be days'),
          until: z.number('must be a time'),
          counts: counts('must be a number, 0 or more'),
        },
        'must be an object',
      )
      .optional(),
  },
  'must be an object',
)

/** What of a model is no weight. */
const about = {
  model: text,
  options: z.record(z.string(), z.unknown(), 'must be an object'),
  itemIds: z.array(text, 'must be a list of texts'),
  users: count.optional(),
  popularity: popularity.optional(),
}

const aboutAlone = z.strictObject(about, 'must be an object')

const description = z.strictObject(
  {
    format: z.literal(format, `must be '${format}'`),
    version: z.literal(version, `must be ${version}`),
    weights: z.strictObject(
      {
        file: z
          .string('must be the name of a file')
          .regex(/^[\w-]+\.safetensors$/, 'must be the name of a safetensors file beside this one'),
        sha256: hash,
      },
      'must name a file',
    ),
    ...about,
  },
  'must be an object',
)

const wrapped = z.strictObject({ sha256: hash, model: z.unknown() }, 'must be an object')

/** The content of `model.json`. */
type Description = z.output<typeof description>

/** A model without its weights: what `restore` needs beside them. */
export type ModelDescription = Omit<ModelState, 'arrays'>

/**
 * A model without its weights, as JSON in a file of another format has it.
 *
 * @param where prefix of error messages
 * @throws naming what breaks which rule
 */
export function readDescription(json: unknown, where: string): ModelDescription {
  const described = checked(aboutAlone, json, where)
  requireItems(described, where)
  return described
}

/** The text of `model.json`, which holds a checksum of itself and of the weights' file. */
export async function encodeDescription(
  { model, options, itemIds, users, popularity }: ModelState,
  weights: Description['weights'],
): Promise<string> {
  const json = JSON.stringify({ format, version, model, options, weights, itemIds, users, popularity })
  return `{"sha256":"${await webSha256(new TextEncoder().encode(json))}","model":${json}}\n`
}

/**
 * The files of a fitted recommender, by name: what `saveModel` of @hvamp/models/node writes, for programs without folders.
 *
 * @throws if the model was not fitted
 * @example for (const [name, bytes] of await modelToFiles(model)) download(name, new Blob([bytes]))
 */
export async function modelToFiles(model: Recommender): Promise<ReadonlyMap<string, Uint8Array>> {
  const state = await model.state()
  const weights = encodeSafetensors(state.arrays)
  const hash = await webSha256(weights)
  const file = `weights-${hash.slice(0, 16)}.safetensors`
  const text = await encodeDescription(state, { file, sha256: hash })
  return new Map([
    [descriptionFile, new TextEncoder().encode(text)],
    [file, weights],
  ])
}

/**
 * Reads a saved model from wherever its files are: a server, a bundle, a folder.
 *
 * Format, version, checksums, sizes and shapes are checked; nothing is executed.
 *
 * @param read the bytes of a file by its name: `model.json`, then the one it names
 * @param options.where prefix of the names of files in errors, such as a folder
 * @param options.models the `build` of models of your own, by name
 * @param options.sha256 in hex; that of the web by default, which takes no file of 2 GiB
 * @throws naming the file and what is wrong with it; if a network needs a backend and there is none
 * @example await modelFromFiles(async (name) => new Uint8Array(await (await fetch(`/model/${name}`)).arrayBuffer()))
 */
export async function modelFromFiles(
  read: (name: string) => Promise<Uint8Array>,
  options: RestoreOptions & {
    readonly where?: string | undefined
    readonly sha256?: ((bytes: Uint8Array) => string | Promise<string>) | undefined
  } = {},
): Promise<Recommender> {
  requireKnown('modelFromFiles: options', options, {
    ...{ models: true, resources: true, where: true, sha256: true },
  })
  const { where = '', sha256 = webSha256, ...restored } = options
  const bytesOf = async (name: string): Promise<Uint8Array> => {
    try {
      return await read(name)
    } catch (cause) {
      throw new Error(`${where}${name}: could not be read: ${(cause as Error).message}`, { cause })
    }
  }
  const path = `${where}${descriptionFile}`
  const { weights, ...described } = await decodeDescription(await bytesOf(descriptionFile), path)
  const bytes = await bytesOf(weights.file)
  const weightsPath = `${where}${weights.file}`
  const found = await sha256(bytes)
  if (found !== weights.sha256) {
    throw new Error(
      `${weightsPath}: the file is damaged: its SHA-256 must be ${weights.sha256}, as in ${descriptionFile}, got ${found}`,
    )
  }
  const { arrays } = decodeSafetensors(bytes, { where: weightsPath })
  try {
    return restore({ ...described, arrays }, restored)
  } catch (cause) {
    if ((cause as { code?: unknown }).code === noBackend) throw cause // no fault of the file
    throw new Error(`${path}: ${(cause as Error).message}`, { cause })
  }
}

/** What `model.json` says, checked. @param path of the file, for errors */
export async function decodeDescription(bytes: Uint8Array, path: string): Promise<Description> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Error(`${path}: must be JSON: ${(cause as Error).message}`, { cause })
  }
  const { sha256: claimed, model } = checked(wrapped, json, path)
  const result = checked(description, model, path)
  const found = await webSha256(new TextEncoder().encode(JSON.stringify(model)))
  if (found !== claimed) {
    throw new Error(`${path}: the file is damaged: its SHA-256 must be ${claimed}, got ${found}`)
  }
  requireItems(result, path)
  return result
}

/** @throws if two items have one id, an id is empty, or the counts of the items are not as many as the items */
function requireItems({ itemIds, popularity }: ModelDescription, where: string): void {
  requireItemIds(where, itemIds)
  for (const counts of [popularity?.counts, popularity?.recent?.counts]) {
    if (counts && counts.length !== itemIds.length) {
      throw new Error(`${where}: popularity must count ${itemIds.length} items, got ${counts.length}`)
    }
  }
}

/** SHA-256 in hex. */
async function webSha256(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new Error('SHA-256: needs crypto.subtle, which browsers have on pages from https or localhost only')
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
