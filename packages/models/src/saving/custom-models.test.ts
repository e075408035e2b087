import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useBackend } from '@hvamp/backends'
import { type Interactions, syntheticInteractions } from '@hvamp/data'
import { multinomialLogLikelihood } from '@hvamp/layers'
import { standardGaussian } from '@hvamp/priors'
import { type Random, random } from '@hvamp/random'
import { memory } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  asLatentPrior,
  autoencoder,
  decoder,
  gaussianEncoder,
  type NetworkData,
  networkRecommender,
  popularity,
} from '../index'
import { loadModel, saveModel } from '../node'

const { interactions: train } = syntheticInteractions({
  users: 40,
  items: 12,
  interactionsPerUser: 3,
  seed: 1,
})
const parts = { hidden: 4, layers: 1, activation: 'tanh' } as const
let drawn = 0
/** Counts what is drawn. */
const counting = (inner: Random): Random => ({
  ...inner,
  fork: (label) => counting(inner.fork(label)),
  normals(count) {
    drawn += count
    return inner.normals(count)
  },
})
const seen: NetworkData[] = []
function build(data: NetworkData) {
  seen.push(data)
  const start = counting(random(1))
  return autoencoder({
    latents: [
      {
        name: 'z',
        posterior: gaussianEncoder({ ...parts, inputs: data.items, latent: 3, random: start.fork('z') }),
        prior: asLatentPrior(standardGaussian({ latent: 3 })),
      },
    ],
    decoder: decoder({ ...parts, inputs: 3, items: data.items, random: start.fork('decoder') }),
    logLikelihood: multinomialLogLikelihood,
  })
}

describe('a model of your own', () => {
  let folder: string
  beforeAll(() => useBackend('wasm'))
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hvamp-custom-'))
    seen.length = 0
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is built at the first fit, saved, and loaded by what builds it, without a draw', async () => {
    const own = networkRecommender({ name: 'mine', build, options: { remark: 'first try' } })
    expect(seen).toEqual([])
    await own.fit(train, { epochs: 2, batchSize: 10 })
    await own.fit(train, { epochs: 1, batchSize: 10 })
    expect(seen).toEqual([{ items: 12, users: 40 }])
    await saveModel(own, folder)
    await expect(loadModel(folder)).rejects.toThrow(/popularity, blend, or named in `models`, got 'mine'$/)
    drawn = 0
    const loaded = await loadModel(folder, { models: { mine: build } })
    expect(drawn).toBe(0)
    expect(seen[1]).toEqual({ items: 12, users: 40 })
    expect(await loaded.state()).toEqual(await own.state())
    expect((await own.state()).options).toEqual({ remark: 'first try' })
    expect(await loaded.score(train)).toEqual(await own.score(train))
    for (const model of [own, loaded]) model.dispose()
  })

  it('has a name that no model of this package has, as which it would be loaded', async () => {
    const rule = "must differ from those of the models of @hvamp/models, got 'mult-vae'"
    expect(() => networkRecommender({ name: 'mult-vae', build })).toThrow(`networkRecommender: name ${rule}`)
    const own = popularity()
    await own.fit(train)
    await saveModel(own, folder)
    await expect(loadModel(folder, { models: { 'mult-vae': build } })).rejects.toThrow(
      `restore: models: a name ${rule}`,
    )
  })

  it('is loaded with rows of its own', async () => {
    const rows = {
      some: (from: Interactions, users: ArrayLike<number>) => twice(from, Array.from(users)),
      all: (from: Interactions) => twice(from, Array.from(from.userIds.keys())),
    }
    const own = networkRecommender({ name: 'mine', build, rows })
    await own.fit(train, { epochs: 1 })
    await saveModel(own, folder)
    const loaded = await loadModel(folder, { models: { mine: { build, rows } } })
    const plain = await loadModel(folder, { models: { mine: build } })
    const squares = async (model: typeof own) =>
      (await model.score(train)).reduce((sum, score) => sum + score ** 2, 0)
    expect(await loaded.score(train)).toEqual(await own.score(train))
    expect(await squares(plain)).toBeCloseTo(await squares(own), 0) // the encoder divides rows by their norm
    for (const model of [own, loaded, plain]) model.dispose()
  })

  it('is refused with a network of other sizes, and nothing is left of it', async () => {
    const own = networkRecommender({ name: 'mine', build })
    await own.fit(train, { epochs: 1 })
    await saveModel(own, folder)
    const before = memory().numTensors
    const wider = ({ items, users }: NetworkData) => build({ items: items + 1, users })
    await expect(loadModel(folder, { models: { mine: wider } })).rejects.toThrow(
      "model.json: writeWeights: 'z.posterior.hidden.0.weight' must have shape [13,4], got [12,4]",
    )
    expect(memory().numTensors).toBe(before)
    own.dispose()
  })

  it('begins anew after a first fit that failed, with no tensor left', async () => {
    const before = memory().numTensors
    const own = networkRecommender({ name: 'mine', build })
    const fails = () => {
      throw new Error('stop here')
    }
    await expect(own.fit(train, { onEvent: fails })).rejects.toThrow('stop here')
    expect(memory().numTensors).toBe(before)
    expect(own.itemIds).toEqual([])
    await own.fit(train, { epochs: 1 })
    expect(seen.length).toBe(2)
    own.dispose()
    expect(memory().numTensors).toBe(before)
  })

  it('says that it was disposed', async () => {
    const own = networkRecommender({ name: 'mine', build })
    await own.fit(train, { epochs: 1 })
    own.dispose()
    own.dispose()
    for (const use of [own.score(train), own.embed!(train), own.state(), own.fit(train)]) {
      await expect(use).rejects.toThrow('mine: was disposed, and its weights with it')
    }
  })
})

const built = fileURLToPath(new URL('../../dist/', import.meta.url))

it.skipIf(!existsSync(built))(
  'a network is not loaded or fitted without a backend, which the error says',
  async () => {
    await useBackend('wasm')
    const folder = await mkdtemp(join(tmpdir(), 'hvamp-custom-'))
    const own = networkRecommender({ name: 'mine', build })
    await own.fit(train, { epochs: 1 })
    await saveModel(own, join(folder, 'network'))
    const popular = popularity()
    await popular.fit(train)
    await saveModel(popular, join(folder, 'popular'))
    const program = `
    import { networkRecommender } from ${JSON.stringify(join(built, 'index.js'))}
    import { loadModel } from ${JSON.stringify(join(built, 'node.js'))}
    const models = { mine: () => { throw new Error('must not be built') } }
    const say = ({ message }) => console.log(message)
    await loadModel(${JSON.stringify(join(folder, 'network'))}, { models }).catch(say)
    const popular = await loadModel(${JSON.stringify(join(folder, 'popular'))})
    console.log(popular.name)
    const train = { userCount: 1, itemCount: 1, offsets: Int32Array.of(0, 1), items: Int32Array.of(0), userIds: ['u'], itemIds: ['i'] }
    await networkRecommender({ name: 'other', build: models.mine }).fit(train).catch(say)`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
    })
    const rule = 'a backend must be started first, got none: await useBackend() of @hvamp/backends'
    expect(said).toBe(`mine: ${rule}\npopularity\nother.fit: ${rule}\n`)
    await rm(folder, { recursive: true })
  },
)

/** Binary rows with 2 in place of 1. */
function twice({ offsets, items, itemCount }: Interactions, users: readonly number[]) {
  const columns = users.flatMap((user) => [...items.subarray(offsets[user]!, offsets[user + 1]!)])
  const ends = users.map((user) => offsets[user + 1]! - offsets[user]!)
  let end = 0
  return {
    rowCount: users.length,
    columnCount: itemCount,
    offsets: Int32Array.of(0, ...ends.map((length) => (end += length))),
    columns: Int32Array.from(columns),
    values: new Float32Array(columns.length).fill(2),
  }
}
