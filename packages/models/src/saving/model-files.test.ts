import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { interactionsFrom } from '@hvamp/data'
import { memory } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hvamp, type ModelState, modelFromFiles, modelToFiles, popularity, type Recommender } from '../index'
import { loadModel, modelFolder, saveModel } from '../node'
import { encodeDescription } from './model-format'

const train = interactionsFrom(
  Array.from({ length: 60 }, (_, i) => ({ user: i % 9, item: `item "${(7 * i) % 11}" ä` })),
)
const sizes = { hidden: 5, latent: 3, pseudoInputs: 4, gated: true }
let root: string
let folder: string
let model: Recommender

beforeAll(async () => {
  await useBackend('wasm')
  root = await mkdtemp(join(tmpdir(), 'hvamp-models-'))
  model = hvamp(sizes)
  await model.fit(train, { epochs: 1 })
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'model-'))
})

const weightsFile = async () => (await readdir(folder)).find((name) => name.endsWith('.safetensors'))!

describe('a saved model', () => {
  it.each([
    ['H+Vamp', () => hvamp(sizes)],
    ['popularity', popularity],
  ])('scores as before once it is loaded: %s', async (_, create) => {
    const own = create()
    await own.fit(train, { epochs: 1 })
    await saveModel(own, folder)
    const loaded = await loadModel(folder)
    expect(loaded.name).toBe(own.name)
    expect(loaded.itemIds).toEqual(train.itemIds)
    expect(await loaded.score(train)).toEqual(await own.score(train))
    expect(await loaded.state()).toEqual(await own.state())
  })

  it('is found in the folder of a run', async () => {
    await saveModel(model, join(folder, 'model'))
    await writeFile(join(folder, 'config.json'), '{}')
    expect(await modelFolder(folder)).toBe(join(folder, 'model'))
    expect(await (await loadModel(folder)).score(train)).toEqual(await model.score(train))
  })

  it('keeps the counts of its items, also by time', async () => {
    const own = popularity()
    await own.fit({ ...train, timestamps: Float64Array.from(train.items.keys(), (at) => 86_400 * at) })
    await saveModel(own, folder)
    const loaded = await loadModel(folder)
    expect(loaded.popularity).toEqual(own.popularity)
    expect(loaded.popularity!.recent!.halfLife).toBe(30)
  })

  it('is loaded without counts from a file that was written before models kept them', async () => {
    const state = await model.state()
    await saveModel({ ...model, state: async () => ({ ...state, popularity: undefined }) }, folder)
    const loaded = await loadModel(folder)
    expect(loaded.popularity).toBeUndefined()
    expect(await loaded.score(train)).toEqual(await model.score(train))
  })

  it('is model.json and the one file that it names, also after it was saved again', async () => {
    await saveModel(model, folder)
    const first = await weightsFile()
    const other = hvamp({ ...sizes, seed: 2 })
    await other.fit(train, { epochs: 1 })
    await saveModel(other, folder)
    const files = await readdir(folder)
    expect(files.length).toBe(2)
    expect(files).toContain('model.json')
    expect(files).not.toContain(first)
    const { model: described } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
    expect(files).toContain(described.weights.file)
    expect(await (await loadModel(folder)).state()).toEqual(await other.state())
  })

  it('is loaded on another backend, and by anything that reads files by name', async () => {
    await saveModel(model, folder)
    const files = new Map<string, Uint8Array>()
    for (const name of await readdir(folder)) {
      files.set(`/models/1/${name}`, new Uint8Array(await readFile(join(folder, name))))
    }
    await useBackend('cpu')
    const asked: string[] = []
    const loaded = await modelFromFiles(async (name) => {
      asked.push(name)
      return files.get(`/models/1/${name}`)!
    })
    expect(asked).toEqual(['model.json', await weightsFile()])
    const { arrays, ...rest } = await loaded.state()
    await useBackend('wasm')
    const { arrays: before, ...described } = await model.state()
    expect(rest).toEqual(described)
    expect(arrays).toEqual(before)
  })

  it('is the same files, name by name and byte by byte, where there is no folder', async () => {
    await saveModel(model, folder)
    const files = await modelToFiles(model)
    expect([...files.keys()].sort()).toEqual((await readdir(folder)).sort())
    for (const [name, bytes] of files) expect(Buffer.from(bytes)).toEqual(await readFile(join(folder, name)))
    await expect(modelToFiles(hvamp(sizes))).rejects.toThrow('hvamp: must be fitted before it is saved')
  })

  it('stays whole when the next save fails at either file', async () => {
    await saveModel(model, folder)
    const other = hvamp({ ...sizes, seed: 2 })
    await other.fit(train, { epochs: 1 })
    const aside = join(folder, 'aside')
    for (const name of (await modelToFiles(other)).keys()) {
      const path = join(folder, name)
      const isThere = (await readdir(folder)).includes(name)
      if (isThere) await rename(path, aside)
      await mkdir(path) // a folder where the file should go
      await expect(saveModel(other, folder)).rejects.toThrow(/(weights|model\.json): could not be written/)
      await rm(path, { recursive: true })
      if (isThere) await rename(aside, path)
      expect(await (await loadModel(folder)).state()).toEqual(await model.state())
    }
    for (const name of ['weights', 'model.json']) {
      await writeFile(join(folder, `${name}.${'0'.repeat(16)}.hvamp-unfinished`), 'left by a kill')
    }
    await saveModel(other, folder)
    expect((await readdir(folder)).length).toBe(2)
  })

  it('is refused when it was not fitted, and nothing is written', async () => {
    const path = join(folder, 'new')
    await expect(saveModel(hvamp(sizes), path)).rejects.toThrow('hvamp: must be fitted before it is saved')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a damaged model', () => {
  let json: string
  beforeEach(async () => {
    await saveModel(model, folder)
    json = await readFile(join(folder, 'model.json'), 'utf8')
  })

  async function expectRefusal(message: string): Promise<void> {
    const before = memory().numTensors
    const error = await loadModel(folder).then(
      () => new Error('it was loaded'),
      (error: Error) => error,
    )
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('\n')
    expect(memory().numTensors).toBe(before)
  }

  it('is refused when a file is missing', async () => {
    await rm(join(folder, await weightsFile()))
    await expectRefusal(`.safetensors: could not be read: ENOENT`)
    await rm(join(folder, 'model.json'))
    const expected = `${folder}: must be the folder of a run or a model, got one without ${join('model', 'model.json')} and model.json`
    await expectRefusal(expected)
    await rm(folder, { recursive: true })
    await expectRefusal(expected)
  })

  it('is refused when the weights are cut off or altered anywhere', async () => {
    const path = join(folder, await weightsFile())
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 4))
    await expectRefusal(`${path}: the file is damaged: its SHA-256 must be`)
    for (const at of [0, 20, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const altered = Uint8Array.from(bytes)
      altered[at]! ^= 1
      await writeFile(path, altered)
      await expectRefusal(`${path}: the file is damaged: its SHA-256 must be`)
    }
  })

  it('is refused when model.json is cut off, or anything in it altered', async () => {
    const path = join(folder, 'model.json')
    for (const length of [0, 1, Math.floor(json.length / 2), json.length - 3]) {
      await writeFile(path, json.slice(0, length))
      await expectRefusal(`${path}: must be JSON`)
    }
    const alterations: [string, string, string][] = [
      ['"gated":true', '"gated":false', 'the file is damaged: its SHA-256 must be'],
      ['"hidden":5', '"hidden":500000000', 'the file is damaged'],
      [`item \\"0\\"`, `item \\"O\\"`, 'the file is damaged'],
      ['"version":1', '"version":2', 'version must be 1, got 2'],
      ['"hvamp-model"', '"other"', "format must be 'hvamp-model', got 'other'"],
      ['"options":{', '"options":[],"more":{', 'options must be an object, got a list'],
      ['"itemIds":[', '"itemIds":[7,', 'itemIds.0 must be a text, got 7'],
      ['{"sha256":', '{"sha":1,"sha256":', "must not have 'sha'"],
      ['"file":"', '"file":"../', 'weights.file must be the name of a safetensors file beside this one'],
    ]
    for (const [from, to, message] of alterations) {
      expect(json).toContain(from)
      await writeFile(path, json.replace(from, to))
      await expectRefusal(message)
    }
    await writeFile(path, 'null')
    await expectRefusal(`${path}: must be an object, got null`)
  })

  it('may be laid out anew, as editors do', async () => {
    await writeFile(join(folder, 'model.json'), JSON.stringify(JSON.parse(json), undefined, 2))
    expect(await (await loadModel(folder)).state()).toEqual(await model.state())
  })

  it('is refused, before anything is allocated, when its checksum is right but its sizes are not', async () => {
    const { weights } = JSON.parse(json).model
    const forge = async (change: (state: ModelState) => Partial<ModelState>) => {
      const state = await model.state()
      await writeFile(
        join(folder, 'model.json'),
        await encodeDescription({ ...state, ...change(state) }, weights),
      )
    }
    const options = (change: object) => forge((state) => ({ options: { ...state.options, ...change } }))
    await options({ hidden: 1e12 })
    await expectRefusal('must have shape [11,2000000000000], got [11,10]')
    await options({ pseudoInputs: 1e12 })
    await expectRefusal("'z2.prior.pseudoInputs' must have shape [1000000000000,11], got [4,11]")
    await options({ upperLatent: 1e12 })
    await expectRefusal('must have shape [5,2000000000000], got [5,6]')
    await options({ layers: 1e12 })
    await expectRefusal('layers must be at most the number of weights')
    await options({ hidden: 6 })
    await expectRefusal("writeWeights: 'z2.posterior.hidden.0.weight' must have shape [11,12], got [11,10]")
    await options({ layers: 1 })
    await expectRefusal('no weight is named')
    await options({ hidden: 'x' })
    await expectRefusal("hvamp: hidden must be a positive integer, got 'x'")
    await options({ evil: 1 })
    await expectRefusal("hvamp: must not have 'evil'")
    await forge(({ itemIds }) => ({ itemIds: itemIds.slice(1) }))
    await expectRefusal('popularity must count 10 items, got 11')
    await forge(() => ({ popularity: { counts: Array(11).fill(-1) } }))
    await expectRefusal('popularity.counts.0 must be a count, 0 or more, got -1')
    await forge(({ itemIds }) => ({ itemIds: itemIds.slice(1), popularity: undefined }))
    await expectRefusal('must have shape [10,10], got [11,10]')
    await forge(({ itemIds }) => ({ itemIds: itemIds.map((id, item) => (item === 4 ? itemIds[1]! : id)) }))
    await expectRefusal(`model.json: itemIds must differ, got '${train.itemIds[1]}' twice`)
    await forge(({ itemIds }) => ({ itemIds: itemIds.map((id, item) => (item === 4 ? '' : id)) }))
    await expectRefusal("model.json: itemIds must be texts of at least one character, got '' at 4")
    for (const name of ['other', '__proto__', 'constructor', 'toString']) {
      await forge(() => ({ model: name }))
      await expectRefusal(`got '${name}'`)
    }
  })
})
