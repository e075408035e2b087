import { useBackend } from '@hvamp/backends'
import { type HeldOutUsers, type Interactions, interactionsFrom } from '@hvamp/data'
import { random } from '@hvamp/random'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { backend, memory } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fitMemory } from '../autoencoder/fit-memory'
import { fitOptions } from '../autoencoder/fit-options'
import { makeModel } from '../catalog/makers'
import { networkMemory } from '../catalog/network-memory'
import {
  elsaNetwork,
  hvampNetwork,
  multDaeNetwork,
  multVaeNetwork,
  recVaeNetwork,
  vampNetwork,
  vaspNetwork,
} from './networks'

const networks = {
  'mult-vae': multVaeNetwork,
  'mult-dae': multDaeNetwork,
  vamp: vampNetwork,
  hvamp: hvampNetwork,
  recvae: recVaeNetwork,
}
type Name = keyof typeof networks

/** Options that each network has, beside the size of its latents and of its hidden layers. */
const options: Readonly<Record<Name, readonly string[]>> = {
  'mult-vae': ['layers', 'gated'],
  'mult-dae': ['layers'],
  vamp: ['layers', 'gated', 'pseudoInputs'],
  hvamp: ['layers', 'gated', 'pseudoInputs'],
  recvae: [],
}

beforeAll(() => useBackend('wasm'))

interface Stored {
  readonly memoryOffset: number | null
  readonly shape: readonly number[]
}

/** The heap of wasm: what is allocated, and the buffers that tensors have. Tensors that share one are counted once. */
interface Heap {
  readonly wasm: { _malloc: (bytes: number) => number }
  readonly dataIdMap: { set(id: object, stored: Stored): void; delete(id: object): boolean }
}

/** The greatest number of bytes that tensors had while `run` ran, with what a product allocates beside them. */
async function peakOf(run: () => Promise<unknown>): Promise<number> {
  const { wasm, dataIdMap } = backend() as unknown as Heap
  const { _malloc: malloc } = wasm
  const { set, delete: remove } = dataIdMap
  const held = new Map<object, Stored>()
  /** A gradient that is computed where it is used has no memory, but a function that would give it some. */
  const bytesOf = (stored: Stored) => {
    const { value } = Object.getOwnPropertyDescriptor(stored, 'memoryOffset')!
    const isInHeap = value !== null && value !== undefined
    return isInHeap ? 4 * stored.shape.reduce((product, length) => product * length, 1) : 0
  }
  let peak = 0
  dataIdMap.set = (id, stored) => {
    held.set(id, stored)
    set.call(dataIdMap, id, stored)
  }
  dataIdMap.delete = (id) => {
    held.delete(id)
    return remove.call(dataIdMap, id)
  }
  wasm._malloc = (bytes) => {
    let total = bytes
    for (const stored of held.values()) total += bytesOf(stored)
    peak = Math.max(peak, total)
    return malloc(bytes)
  }
  try {
    await run()
  } finally {
    wasm._malloc = malloc
    Object.assign(dataIdMap, { set, delete: remove })
  }
  return peak
}

/** The first users of the data, with all but one of their items to fold in. */
function heldOutOf(data: Interactions, count: number): HeldOutUsers {
  const users = Array.from({ length: Math.min(count, data.userCount) }, (_, user) => user)
  const part = (from: number, to?: number) => {
    const rows = users.map((user) =>
      data.items.slice(data.offsets[user]!, data.offsets[user + 1]!).slice(from, to),
    )
    const offsets = new Int32Array(users.length + 1)
    for (const [user, row] of rows.entries()) offsets[user + 1] = offsets[user]! + row.length
    const items = Int32Array.from(rows.flatMap((row) => [...row]))
    return {
      ...data,
      userCount: users.length,
      userIds: users.map((user) => data.userIds[user]!),
      items,
      offsets,
    }
  }
  return { foldIn: part(0, -1), heldOut: part(-1) }
}

/** Models whose memory is told by name, some with what takes memory of its own. */
const memorized = {
  cdae: { name: 'cdae', options: { latent: 60 } },
  autorec: { name: 'autorec', options: { hidden: 60 } },
  'mult-vae': { name: 'mult-vae', options: { hidden: 60, latent: 20, likelihood: 'bernoulli' } },
  exemplars: { name: 'mult-vae', options: { hidden: 60, latent: 20, prior: 'exemplar', pseudoInputs: 2000 } },
  mixture: { name: 'mult-vae', options: { hidden: 60, latent: 20, prior: 'mixture', pseudoInputs: 1000 } },
  vasp: { name: 'vasp', options: { hidden: 60, latent: 20 } },
  composite: { name: 'mult-vae', options: { hidden: 60, latent: 20, prior: 'composite' } },
} as const

describe('the memory of a fit', () => {
  it('is estimated within 15 % of what it takes', { timeout: 600_000 }, async () => {
    const sizes = fc.record({
      name: fc.constantFrom(...(Object.keys(networks) as Name[])),
      items: fc.integer({ min: 6000, max: 14_000 }),
      batchSize: fc.integer({ min: 20, max: 400 }),
      hidden: fc.integer({ min: 24, max: 160 }), // the product of fewer has no copy of its operands
      latent: fc.integer({ min: 5, max: 60 }),
      layers: fc.integer({ min: 1, max: 2 }),
      pseudoInputs: fc.integer({ min: 20, max: 300 }),
      gated: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(sizes, async ({ name, items, batchSize, ...given }) => {
        const noise = random(1)
        const all = Array.from({ length: items }, (_, item) => ({ user: item % batchSize, item }))
        const more = all.map(({ user }) => ({ user, item: noise.integer(items) }))
        const train = interactionsFrom([...all, ...more])
        const own = ['hidden', 'latent', ...options[name]]
        const used = Object.fromEntries(Object.entries(given).filter(([option]) => own.includes(option)))
        const model = makeModel(name, { ...used, seed: 1 } as never)
        const peak = await peakOf(() => model.fit(train, { epochs: 2, batchSize }))
        model.dispose()
        const ratio = fitMemory(() => networks[name]({ ...used, items }), { items, batchSize }) / peak
        expect(ratio, JSON.stringify({ name, items, batchSize, ...given })).toBeGreaterThan(0.85)
        expect(ratio, JSON.stringify({ name, items, batchSize, ...given })).toBeLessThan(1.15)
      }),
      { numRuns: isSlowToo ? 30 : 2, seed: 5 },
    )
  })

  it('is estimated within 15 % where a step touches few items', { timeout: 600_000 }, async () => {
    const perUser = 10
    const sizes = fc.record({
      name: fc.constantFrom(...(Object.keys(networks) as Name[])),
      items: fc.integer({ min: 6000, max: 14_000 }),
      batchSize: fc.integer({ min: 20, max: 200 }),
      hidden: fc.integer({ min: 24, max: 160 }), // the product of fewer has no copy of its operands
      latent: fc.integer({ min: 5, max: 60 }),
      layers: fc.integer({ min: 1, max: 2 }),
      pseudoInputs: fc.integer({ min: 20, max: 1500 }),
      pseudoInputSupport: fc.constantFrom('dense' as const, 'users' as const),
      gated: fc.boolean(),
      optimizer: fc.constantFrom('adam' as const, 'rowMoments' as const),
      sampledSoftmax: fc.constantFrom(0, 500, 2000),
      validationUsers: fc.constantFrom(0, 50, 300),
    })
    await fc.assert(
      fc.asyncProperty(sizes, async ({ name, items, batchSize, optimizer, validationUsers, ...given }) => {
        const rows = Array.from({ length: items }, (_, item) => ({ user: Math.floor(item / perUser), item }))
        const train = interactionsFrom(rows)
        const own = ['hidden', 'latent', 'sampledSoftmax', ...options[name]]
        if (own.includes('pseudoInputs')) own.push('pseudoInputSupport')
        const used = Object.fromEntries(Object.entries(given).filter(([option]) => own.includes(option)))
        const model = makeModel(name, { ...used, seed: 1 } as never)
        const fit = { ...fitOptions({ optimizer }), epochs: 1, batchSize }
        const validation = validationUsers > 0 ? heldOutOf(train, validationUsers) : undefined
        const peak = await peakOf(() => model.fit(train, { ...fit, ...(validation && { validation }) }))
        model.dispose()
        const size = { items, batchSize, batchItems: batchSize * perUser, optimizer, validationUsers }
        const { sampledSoftmax } = given
        const ratio = fitMemory(() => networks[name]({ ...used, items }), { ...size, sampledSoftmax }) / peak
        expect(ratio, JSON.stringify({ name, ...size, ...given })).toBeGreaterThan(0.85)
        expect(ratio, JSON.stringify({ name, ...size, ...given })).toBeLessThan(1.15)
      }),
      { numRuns: isSlowToo ? 30 : 2, seed: 5 },
    )
  })

  it.each([
    ['elsa', () => elsaNetwork({ items: 12_000, factors: 100 }), { factors: 100 }, 12_000],
    ['vasp', () => vaspNetwork({ items: 3000, hidden: 60, latent: 20 }), { hidden: 60, latent: 20 }, 3000],
  ] as const)('is estimated within 15 % of what %s takes', async (name, build, options, items) => {
    const batchSize = 100
    const noise = random(1)
    const train = interactionsFrom(
      Array.from({ length: 2 * items }, (_, i) => ({
        user: i % batchSize,
        item: i < items ? i : noise.integer(items),
      })),
    )
    const model = makeModel(name, options)
    const peak = await peakOf(() => model.fit(train, { epochs: 1, batchSize }))
    model.dispose()
    const ratio = fitMemory(build, { items, batchSize }) / peak
    expect(ratio).toBeGreaterThan(0.85)
    expect(ratio).toBeLessThan(1.15)
  })

  it.each([
    ['mult-vae', { hidden: 64, latent: 16, layers: 1, sampledSoftmax: 100 }, 12_000, 200, 'rowMoments'],
    ['mult-vae', { hidden: 200, latent: 16, layers: 1, sampledSoftmax: 100 }, 12_000, 100, 'rowMoments'],
    ['mult-vae', { hidden: 32, latent: 16, layers: 1 }, 12_000, 20, 'adam'],
    ['recvae', { hidden: 64, latent: 16 }, 12_000, 20, 'rowMoments'],
    ['cdae', { latent: 30 }, 12_000, 20, 'adam'],
    ['vasp', { hidden: 60, latent: 20 }, 3000, 20, 'adam'],
  ] as const)(
    'is estimated within .15 of what %s takes with a validation, with %j, %i items, batches of %i, by %s',
    async (name, options, items, batchSize, optimizer) => {
      const perUser = 10
      const rows = Array.from({ length: items }, (_, item) => ({ user: Math.floor(item / perUser), item }))
      const train = interactionsFrom(rows)
      const model = makeModel(name, options as never)
      const fit = { ...fitOptions({ optimizer }), epochs: 1, batchSize, validation: heldOutOf(train, 200) }
      const peak = await peakOf(() => model.fit(train, fit))
      model.dispose()
      const sampledSoftmax = 'sampledSoftmax' in options ? options.sampledSoftmax : 0
      const size = { items, users: train.userCount, batchSize, batchItems: batchSize * perUser, optimizer }
      const { tensors } = networkMemory(name, options as never, {
        ...{ ...size, sampledSoftmax, validationUsers: 200 },
      })!
      expect(tensors / peak).toBeGreaterThan(0.85)
      expect(tensors / peak).toBeLessThan(1.15)
    },
  )

  it.each([
    [{ factors: 5 }, 6000, 500, 0, 'adam'],
    [{ factors: 5 }, 6000, 500, 50, 'adam'],
    [{ factors: 20 }, 6000, 1000, 400, 'adam'],
    [{ factors: 20 }, 6000, 500, 400, 'rowMoments'],
    [{ factors: 100 }, 6000, 500, 400, 'adam'],
    [{ factors: 200 }, 3000, 100, 100, 'rowMoments'],
  ] as const)(
    'is estimated within .15 of what elsa takes, with %j, %i items, batches of %i and %i users of a validation, by %s',
    async (options, items, batchSize, validationUsers, optimizer) => {
      const noise = random(1)
      const usersOf = (count: number, perUser: number) => {
        const row = (_: unknown, i: number) => ({
          user: i % count,
          item: i < items ? i : noise.integer(items),
        })
        return interactionsFrom(Array.from({ length: Math.max(count * perUser, items) }, row))
      }
      const train = usersOf(1500, 20)
      const held = () => ({ foldIn: usersOf(validationUsers, 10), heldOut: usersOf(validationUsers, 1) })
      const model = makeModel('elsa', options)
      const fit = { ...fitOptions({ optimizer }), epochs: 1, batchSize }
      const peak = await peakOf(() =>
        model.fit(train, { ...fit, ...(validationUsers > 0 && { validation: held() }) }),
      )
      model.dispose()
      const size = { items, users: 1500, batchSize, validationUsers, optimizer }
      const ratio = networkMemory('elsa', options, size)!.tensors / peak
      expect(ratio).toBeGreaterThan(0.85)
      expect(ratio).toBeLessThan(1.15)
    },
  )

  it.each([
    ['cdae', 30, 4000],
    ['cdae', 30, 400],
    ['cdae', 300, 4000],
    ['autorec', 30, 300],
    ['autorec', 300, 600],
    ['mult-vae', 30, 600],
    ['mult-vae', 300, 600],
    ['exemplars', 30, 4000],
    ['exemplars', 30, 300],
    ['exemplars', 300, 4000],
    ['mixture', 30, 4000],
    ['composite', 100, 4000],
    ['vasp', 20, 400, 3000],
    ['vasp', 200, 400, 3000],
    ['vasp', 400, 400, 2000],
    ['vasp', 1000, 1000, 1200],
  ] as const)(
    'is estimated within .15 of what %s takes, with batches of %i of %i users',
    async (kind, batchSize, users, given?: number) => {
      const items = given ?? 6000
      const noise = random(1)
      const train = interactionsFrom(
        Array.from({ length: 2 * items }, (_, i) => ({
          user: i % users,
          item: i < items ? i : noise.integer(items),
          value: 1 + (i % 5),
        })),
      )
      const { name, options } = memorized[kind]
      const model = makeModel(name, options as never)
      const peak = await peakOf(() => model.fit(train, { epochs: 1, batchSize }))
      model.dispose()
      const { tensors } = networkMemory(name, options as never, { items, users, batchSize })!
      expect(tensors / peak).toBeGreaterThan(0.85)
      expect(tensors / peak).toBeLessThan(1.15)
    },
  )

  it('needs no memory to be known, and grows with the items', () => {
    const bytesOf = (items: number) => fitMemory(() => hvampNetwork({ items }), { items })
    const before = memory().numBytes
    const bytes = bytesOf(200_000)
    expect(memory().numBytes).toBe(before)
    expect(bytes).toBeGreaterThan(8e9)
    expect(bytesOf(20_000)).toBeLessThan(bytes / 8)
  })
})
