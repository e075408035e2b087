import { useBackend } from '@hvamp/backends'
import {
  binarize,
  filterInteractions,
  type Interactions,
  selectUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { availableBackends } from '@hvamp/testing'
import { describe, expect, it } from 'vitest'
import { ease, hvamp, inEqualBatches, multVae, type Recommender, recommend, wmf } from '../index'

const { interactions } = syntheticInteractions({ users: 150, items: 217, interactionsPerUser: 15, seed: 5 })
const liked = filterInteractions(binarize(interactions, { atLeast: 3 }), { minUserInteractions: 2 })
const all = Array.from({ length: liked.userCount }, (_, user) => user)
const size = 32
const models: Readonly<Record<string, () => Recommender>> = {
  'Mult-VAE': () => multVae({ hidden: 37, latent: 11 }),
  'H+Vamp (Gated)': () => hvamp({ hidden: 24, latent: 7, pseudoInputs: 5, gated: true }),
  EASE: () => ease(),
  WMF: () => wmf({ factors: 9 }),
}
const backends = (await availableBackends()).filter((name) => name !== 'cpu' && name !== 'webgpu')

describe.each(backends)('a model in equal batches, on %s', (backend) => {
  it.each(Object.entries(models))(
    '%s gives a history the same bits whatever histories it is asked with',
    async (_, create) => {
      await useBackend(backend)
      const model = create()
      await model.fit(liked, { epochs: 1, batchSize: 50 })
      const equal = inEqualBatches(model, size)
      const scores = await equal.score(liked)
      expect(scores.length).toBe(liked.userCount * liked.itemCount)
      const width = liked.itemCount
      const vectors = await equal.embed?.(liked)
      const lists = await recommend(equal, liked, { batchSize: size })
      for (const users of [
        [0],
        [149 % all.length, 3],
        all.slice(1, 40),
        all.slice().reverse(),
        all.filter((u) => u % 3 === 1),
      ]) {
        const some = selectUsers(liked, users)
        const alone = await equal.score(some)
        const ofSome = await equal.embed?.(some)
        const vectorSize = vectors?.shape[1] ?? 0
        for (const [row, user] of users.entries()) {
          expect(alone.subarray(row * width, (row + 1) * width)).toEqual(
            scores.subarray(user * width, (user + 1) * width),
          )
          expect(ofSome?.values.subarray(row * vectorSize, (row + 1) * vectorSize)).toEqual(
            vectors?.values.subarray(user * vectorSize, (user + 1) * vectorSize),
          )
        }
        expect(await recommend(equal, some, { batchSize: size })).toEqual(users.map((user) => lists[user]))
      }
      model.dispose()
    },
  )
})

it('a size that is none is refused', () => {
  expect(() => inEqualBatches(ease(), 0)).toThrow('inEqualBatches: size must be a positive integer, got 0')
})

it('a model may be a class, whose methods find what it has', async () => {
  const ranked = { items: Int32Array.of(4, 2), scores: Float32Array.of(2, 1) }
  class Own {
    get name() {
      return 'own'
    }
    get scale() {
      return 'logOdds' as const
    }
    readonly itemIds = liked.itemIds
    readonly #ranked = ranked
    #isDisposed = false
    async score({ userCount, itemCount }: Interactions) {
      return new Float32Array(userCount * itemCount)
    }
    async rank() {
      return this.#ranked
    }
    async fit(): Promise<never> {
      throw new Error(this.name)
    }
    async state(): Promise<never> {
      throw new Error(`${this.#isDisposed}`)
    }
    dispose() {
      this.#isDisposed = true
    }
  }
  const equal = inEqualBatches(new Own(), 1)
  expect([equal.name, equal.scale]).toEqual(['own', 'logOdds'])
  expect(await equal.rank!(selectUsers(liked, [0]), { count: 2, seen: 'keep' })).toEqual(ranked)
  await expect(equal.fit(liked)).rejects.toThrow('own')
  equal.dispose()
  await expect(equal.state()).rejects.toThrow('true')
})
