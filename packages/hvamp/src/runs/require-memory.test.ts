import { totalmem } from 'node:os'
import { describe, expect, it } from 'vitest'
import { completeModel, type ModelOptions } from '../settings/model'
import { runDefaults, runSettingsOf } from '../settings/run-settings'
import { requireMemory } from './require-memory'

/** The size of data. */
const dataOf = (users: number, items: number, perUser: number) => ({
  users,
  items,
  interactions: users * perUser,
})

function refusalOf(
  options: ModelOptions,
  items: number,
  { backend = 'wasm', ...held }: { backend?: string; validationUsers?: number } = {},
): string | undefined {
  const settings = runSettingsOf(runDefaults, completeModel(options))
  try {
    requireMemory(settings, { ...dataOf(1_000_000, items, 20), ...held }, backend)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

describe('the refusal of a fit that has no room', () => {
  it('proposes what changes least and fits', () => {
    expect(refusalOf({ model: 'mult-vae' }, 200_000)).toMatch(
      /^--model mult-vae: must fit in the 4\.0 GiB that a heap of wasm holds, got [45]\.\d GiB for 200,000 items: --optimizer rowMoments takes 3\.\d GiB$/,
    )
    expect(refusalOf({ model: 'mult-vae', optimizer: 'rowMoments' }, 400_000)).toMatch(
      /: --sampled-softmax 5000 takes 3\.\d GiB$/,
    )
    expect(refusalOf({ model: 'elsa' }, 1_000_000)).toMatch(/: --factors can be fewer$/)
  })

  it('lets ELSA have many items with few factors, whatever the batch, and proposes fewer only where they help', () => {
    for (const batch of [500, 2000]) {
      expect(refusalOf({ model: 'elsa', factors: 50, batch }, 1_090_000)).toBeUndefined()
    }
    expect(refusalOf({ model: 'elsa', factors: 150 }, 1_090_000)).toMatch(/: --factors can be fewer$/)
    expect(refusalOf({ model: 'elsa', factors: 50 }, 2_000_000)).toMatch(
      /: --model item-knn or ials takes less$/,
    )
  })

  it('counts a validation, which scores all items where a step touches few', () => {
    const lean = { optimizer: 'rowMoments', sampledSoftmax: 200, batch: 100 } as const
    const options = { model: 'mult-vae', layers: 1, latent: 64, ...lean } as const
    expect(refusalOf({ ...options, hidden: 1310 }, 200_000)).toMatch(
      /got 4\.\d GiB for 200,000 items: --hidden \d+/,
    )
    expect(refusalOf({ ...options, hidden: 1200 }, 200_000)).toBeUndefined()
    expect(refusalOf({ ...options, hidden: 1310 }, 200_000, { validationUsers: 20 })).toBeUndefined()
  })

  it('proposes no sampled softmax to a Bernoulli likelihood', () => {
    const refusal = refusalOf({ model: 'mult-vae', likelihood: 'bernoulli' }, 400_000)
    expect(refusal).toMatch(/: --hidden \d+ .*takes \d\.\d GiB$/)
    expect(refusal).not.toContain('--sampled-softmax')
  })

  it.each(['cdae', 'autorec', 'recvae'] as const)('is of every model with a network: %s', (model) => {
    expect(refusalOf({ model }, 1_000_000)).toMatch(
      /^--model \w+: must fit in the 4\.0 GiB that a heap of wasm holds, got \d+\.\d GiB for 1,000,000 items: /,
    )
  })

  it('counts what a Bernoulli likelihood takes', () => {
    const [multinomial, bernoulli] = (['multinomial', 'bernoulli'] as const).map((likelihood) =>
      refusalOf({ model: 'mult-vae', likelihood, batch: 700, hidden: 200, optimizer: 'rowMoments' }, 250_000),
    )
    expect(multinomial).toBeUndefined()
    expect(bernoulli).toMatch(/got \d\.\d GiB/)
  })

  it('where tensors lie outside of a heap, is of the memory of the machine', () => {
    const memory = totalmem() / 2 ** 30
    const items = Math.ceil((memory * 2 ** 30) / (4 * 4 * 1200)) // more than four tensors of its weights take
    for (const backend of ['tfjs-node', 'cpu']) {
      expect(refusalOf({ model: 'mult-vae' }, items, { backend: backend })).toMatch(
        /GiB of memory here, got \d+\.\d GiB for /,
      )
    }
    expect(refusalOf({ model: 'mult-vae' }, items, { backend: 'webgpu' })).toBeUndefined()
  })

  it.each([
    { optimizer: 'rowMoments', sampledSoftmax: 5000 },
    { hidden: 300, optimizer: 'rowMoments' },
  ] as const)('is none where it fits: %o', (options) => {
    expect(refusalOf({ model: 'mult-vae', ...options }, 200_000)).toBeUndefined()
  })
})
