import { useBackend } from '@hvamp/backends'
import { interactionsFrom } from '@hvamp/data'
import { random } from '@hvamp/random'
import { backend, memory } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fitMemory } from '../autoencoder/fit-memory'
import { makeModel } from '../catalog/makers'
import { hvampNetwork, multVaeNetwork, vampNetwork } from './networks'

const networks = { 'mult-vae': multVaeNetwork, vamp: vampNetwork, hvamp: hvampNetwork }

beforeAll(() => useBackend('wasm'))

/** The greatest number of bytes that tensors had while `run` ran. */
async function peakOf(run: () => Promise<unknown>): Promise<number> {
  const { wasm } = backend() as unknown as { wasm: { _malloc: (bytes: number) => number } }
  const { _malloc: malloc } = wasm
  let peak = 0
  wasm._malloc = (bytes) => {
    peak = Math.max(peak, memory().numBytes + bytes)
    return malloc(bytes)
  }
  try {
    await run()
  } finally {
    wasm._malloc = malloc
  }
  return peak
}

describe('the memory of a fit', () => {
  it('is estimated within a fifth of what it takes', { timeout: 300_000 }, async () => {
    const sizes = fc.record({
      name: fc.constantFrom('mult-vae' as const, 'vamp' as const, 'hvamp' as const),
      items: fc.integer({ min: 10_000, max: 16_000 }),
      batchSize: fc.integer({ min: 50, max: 300 }),
      hidden: fc.integer({ min: 60, max: 120 }), // smaller networks are estimated less well: see fitMemory
      latent: fc.integer({ min: 5, max: 40 }),
      layers: fc.integer({ min: 1, max: 2 }),
      pseudoInputs: fc.integer({ min: 60, max: 250 }),
      gated: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(sizes, async ({ name, items, batchSize, ...options }) => {
        const noise = random(1)
        const all = Array.from({ length: items }, (_, item) => ({ user: item % batchSize, item }))
        const more = all.map(({ user }) => ({ user, item: noise.integer(items) }))
        const train = interactionsFrom([...all, ...more])
        const { pseudoInputs: _, ...plain } = options
        const used = name === 'mult-vae' ? plain : options
        const model = makeModel(name, { ...used, seed: 1 })
        const peak = await peakOf(() => model.fit(train, { epochs: 1, batchSize }))
        model.dispose()
        const ratio = fitMemory(() => networks[name]({ ...used, items }), { items, batchSize }) / peak
        expect(ratio, JSON.stringify({ name, items, batchSize, ...options })).toBeGreaterThan(0.8)
        expect(ratio).toBeLessThan(1.2)
      }),
      { numRuns: 6, seed: 5 },
    )
  })

  it('needs no memory to be known, and grows with the items', () => {
    const bytesOf = (items: number) => fitMemory(() => hvampNetwork({ items }), { items })
    const before = memory().numBytes
    const bytes = bytesOf(200_000)
    expect(memory().numBytes).toBe(before)
    expect(bytes).toBeGreaterThan(8e9)
    expect(bytesOf(20_000)).toBeLessThan(bytes / 8)
  })
})
