import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { alignHistories, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { makeModel, modelToFiles, type Recommender } from '@hvamp/models'
import { decodeSafetensors, encodeSafetensors, type NamedArray } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { modelFromPyTorch, modelToPyTorch, type PyTorchLayout } from '../index'

beforeAll(() => useBackend('cpu'))

const { interactions } = syntheticInteractions({ users: 30, items: 25, interactionsPerUser: 6, seed: 1 })

async function fitted(...made: Parameters<typeof makeModel>): Promise<Recommender> {
  const model = makeModel(...made)
  await model.fit(interactions, { epochs: 1, batchSize: 30 })
  return model
}

const shapesIn = (bytes: Uint8Array) =>
  Object.fromEntries(
    Object.entries(decodeSafetensors(bytes).arrays).map(([name, { shape }]) => [name, shape]),
  )

describe('the layout of the authors', () => {
  // Recorded from the paper authors' implementation in float64: see fixtures/README.md.
  const folder = join(process.env.HVAMP_FIXTURES ?? 'fixtures', 'parity')
  it.each(readdirSync(folder).filter((file) => file.endsWith('.json')))(
    'scores as recorded: %s',
    async (file) => {
      const recorded = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded
      const { items } = recorded.dims
      const itemIds = Array.from({ length: items }, (_, item) => `i${item}`)
      const model = await modelFromPyTorch(encodeSafetensors(stateDict(recorded)), {
        itemIds,
        options: { likelihood: recorded.likelihood },
      })
      const { histories } = alignHistories(interactionsFrom(entriesIn(recorded)), itemIds)
      expectClose(await model.score(histories), recorded.logits.values, { rtol: 1e-4, atol: 1e-5 })
    },
  )

  it('names and turns parameters as state_dict has them', async () => {
    const sizes = { hidden: 7, latent: 3, pseudoInputs: 4 }
    const items = interactions.itemCount
    expect(shapesIn(await modelToPyTorch(await fitted('vamp', { ...sizes, gated: true })))).toEqual({
      'q_z_layers.1.linear.weight': [7, items],
      'q_z_layers.1.linear.bias': [7],
      'q_z_layers.1.g.weight': [7, items],
      'q_z_layers.1.g.bias': [7],
      'q_z_mean.weight': [3, 7],
      'q_z_mean.bias': [3],
      'q_z_logvar.linear.weight': [3, 7],
      'q_z_logvar.linear.bias': [3],
      'means.linear.weight': [items, 4],
      'p_x_layers.0.linear.weight': [7, 3],
      'p_x_layers.0.linear.bias': [7],
      'p_x_layers.0.g.weight': [7, 3],
      'p_x_layers.0.g.bias': [7],
      'p_x_mean.linear.weight': [items, 7],
      'p_x_mean.linear.bias': [items],
    })
  })
})

describe('the layout of Mult-VAE', () => {
  it('names and turns parameters as state_dict has them', async () => {
    const bytes = await modelToPyTorch(await fitted('mult-vae', { hidden: 7, latent: 3, layers: 2 }), {
      layout: 'mult-vae',
    })
    const items = interactions.itemCount
    expect(shapesIn(bytes)).toEqual({
      'q_layers.0.weight': [7, items],
      'q_layers.0.bias': [7],
      'q_layers.1.weight': [7, 7],
      'q_layers.1.bias': [7],
      'q_layers.2.weight': [6, 7],
      'q_layers.2.bias': [6],
      'p_layers.0.weight': [7, 3],
      'p_layers.0.bias': [7],
      'p_layers.1.weight': [7, 7],
      'p_layers.1.bias': [7],
      'p_layers.2.weight': [items, 7],
      'p_layers.2.bias': [items],
    })
  })
})

describe('out and in again', () => {
  const sizes = fc.record({
    hidden: fc.integer({ min: 1, max: 6 }),
    latent: fc.integer({ min: 1, max: 5 }),
    layers: fc.integer({ min: 1, max: 3 }),
    gated: fc.boolean(),
    dropout: fc.constantFrom(0, 0.3),
    likelihood: fc.constantFrom('multinomial', 'bernoulli'),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  const cases = fc.tuple(fc.constantFrom('mult-vae', 'vamp', 'hvamp'), sizes, fc.integer({ min: 1, max: 5 }))

  it('gives the same files, bit for bit', async () => {
    const small = syntheticInteractions({ users: 8, items: 12, interactionsPerUser: 3, seed: 1 }).interactions
    await fc.assert(
      fc.asyncProperty(cases, async ([name, options, pseudoInputs]) => {
        const own = { ...options, ...(name !== 'mult-vae' && { pseudoInputs }) }
        const model = makeModel(name as 'hvamp', own as object)
        await model.fit(small, { epochs: 1 })
        const layouts: PyTorchLayout[] =
          name === 'mult-vae' && !options.gated ? ['authors', 'mult-vae'] : ['authors']
        for (const layout of layouts) {
          const again = await modelFromPyTorch(await modelToPyTorch(model, { layout }))
          expect(await modelToFiles(again)).toEqual(await modelToFiles(model))
          again.dispose()
        }
        model.dispose()
      }),
      { numRuns: 12 },
    )
  })
})

describe('what is not right is refused', () => {
  let arrays: Record<string, NamedArray>
  let metadata: Record<string, string>
  beforeAll(async () => {
    const decoded = decodeSafetensors(
      await modelToPyTorch(await fitted('hvamp', { hidden: 7, latent: 3, upperLatent: 4, pseudoInputs: 5 })),
    )
    arrays = decoded.arrays
    metadata = { ...decoded.metadata }
  })
  const read = (
    changed: Record<string, NamedArray | undefined>,
    about: Record<string, string> = metadata,
  ) => {
    const given = Object.entries({ ...arrays, ...changed }).filter(([, array]) => array !== undefined)
    const bytes = encodeSafetensors(Object.fromEntries(given) as Record<string, NamedArray>, about)
    return modelFromPyTorch(bytes, { where: 'weights.safetensors' })
  }
  const zeros = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  })

  it('by name, rule and value', async () => {
    await expect(read({ 'q_z1_mean.weight': zeros(3, 8) })).rejects.toThrow(
      "weights.safetensors: 'q_z1_mean.weight' must have the shape [3,7], got [3,8]",
    )
    await expect(read({ 'p_z1_mean.bias': undefined })).rejects.toThrow(
      "weights.safetensors: 'p_z1_mean.bias' must be among the tensors, got none of that name",
    )
    await expect(read({ 'p_x_logvar.weight': zeros(1) })).rejects.toThrow(
      "weights.safetensors: the tensors must be those of hvamp in the authors' code, got 'p_x_logvar.weight' beside them",
    )
    const broken = zeros(3)
    broken.values[1] = Number.NaN
    await expect(read({ 'q_z1_mean.bias': broken })).rejects.toThrow(
      "weights.safetensors: 'q_z1_mean.bias' must be finite, got NaN at 1",
    )
    await expect(read({}, {})).rejects.toThrow(
      `weights.safetensors: itemIds must have an id for each of ${interactions.itemCount} items, got none, and the file has none`,
    )
    await expect(read({}, { hvamp: '{' })).rejects.toThrow(
      "weights.safetensors: 'hvamp' in the metadata: must be JSON",
    )
    const { itemIds, ...rest } = JSON.parse(metadata.hvamp!)
    const about = (changed: object) => ({ hvamp: JSON.stringify({ ...rest, itemIds, ...changed }) })
    await expect(read({}, about({ itemIds: ['a'], popularity: undefined }))).rejects.toThrow(
      `weights.safetensors: itemIds must have an id for each of ${interactions.itemCount} items, got 1`,
    )
    const others = itemIds.slice(2)
    await expect(read({}, about({ itemIds: ['a', 'a', ...others] }))).rejects.toThrow(
      "weights.safetensors: 'hvamp' in the metadata: itemIds must differ, got 'a' twice",
    )
    for (const [pair, message] of [
      [['a', 'a'], "itemIds must differ, got 'a' twice"],
      [['a', ''], "itemIds must be texts of at least one character, got '' at 1"],
      [[7, 'a'], 'itemIds must be texts of at least one character, got 7 at 0'],
    ] as const) {
      await expect(
        modelFromPyTorch(encodeSafetensors(arrays), { itemIds: [...pair, ...others] as string[] }),
      ).rejects.toThrow(`modelFromPyTorch: ${message}`)
    }
    for (const name of ['q_z2_layers.1.linear.weight', 'q_z1_mean.weight', 'means.linear.weight']) {
      await expect(read({ [name]: zeros(6) })).rejects.toThrow(
        `weights.safetensors: '${name}' must be a matrix, [outputs,inputs], got [6]`,
      )
    }
    for (const shape of [[6], [2, 3, 4]]) {
      const usual = { 'q_layers.0.weight': zeros(...shape), 'p_layers.0.weight': zeros(3, 2) }
      await expect(
        modelFromPyTorch(encodeSafetensors({ ...usual, 'q_layers.1.weight': zeros(4, 6) })),
      ).rejects.toThrow(
        `modelFromPyTorch: 'q_layers.0.weight' must be a matrix, [outputs,inputs], got [${shape}]`,
      )
    }
    await expect(read({}, about({ model: 'vamp' }))).rejects.toThrow(
      'weights.safetensors: the tensors must be those of vamp, as the metadata says, got hvamp',
    )
    await expect(read({}, about({ options: { dropout: 2 } }))).rejects.toThrow(
      'hvamp: dropout must be in [0, 1), got 2',
    )
    await expect(modelFromPyTorch(encodeSafetensors({ 'fc1.weight': zeros(2, 2) }))).rejects.toThrow(
      "modelFromPyTorch: the tensors must be named as in the authors' code or the usual Mult-VAE, got 'fc1.weight'",
    )
  })

  it('where the other code has no such network', async () => {
    await expect(modelToPyTorch(await fitted('ease'))).rejects.toThrow(
      "modelToPyTorch: model must be one of mult-vae, vamp, hvamp, got 'ease'",
    )
    const sizes = { hidden: 4, latent: 2, pseudoInputs: 3 }
    await expect(modelToPyTorch(await fitted('hvamp', { ...sizes, prior: 'mixture' }))).rejects.toThrow(
      "modelToPyTorch: in the authors' code the prior of hvamp must be 'vamp', got 'mixture'",
    )
    await expect(
      modelToPyTorch(await fitted('vamp', { ...sizes, pseudoInputSupport: 'users' })),
    ).rejects.toThrow("modelToPyTorch: in the authors' code pseudoInputSupport must be 'dense', got 'users'")
    await expect(
      modelToPyTorch(await fitted('mult-vae', { ...sizes, gated: true }), { layout: 'mult-vae' }),
    ).rejects.toThrow('modelToPyTorch: in the usual Mult-VAE the network must have no gates, got gated')
  })
})

interface Tensor {
  readonly shape: readonly number[]
  readonly values: readonly number[]
}
interface Recorded {
  readonly likelihood: string
  readonly dims: { readonly items: number }
  readonly x: Tensor
  readonly logits: Tensor
  readonly parameters: Readonly<Record<string, Tensor>>
}

/** The recorded parameters under the names, and turned as, the module of the authors has them. */
function stateDict({ parameters }: Recorded): Record<string, NamedArray> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, tensor]) => [authorsName(name), transposed(tensor)]),
  )
}

function authorsName(name: string): string {
  if (name === 'pseudoInputs') return 'means.linear.weight'
  if (/^[qp]_z\d?_mean\./.test(name)) return name // a linear layer without anything around it
  return name.includes('.gate.') ? name.replace('.gate.', '.g.') : name.replace(/\.(?=\w+$)/, '.linear.')
}

function transposed({ shape, values }: Tensor): NamedArray {
  if (shape.length === 1) return { shape, values: Float32Array.from(values) }
  const [rows, columns] = shape as [number, number]
  const turned = Float32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!)
  return { shape: [columns, rows], values: turned }
}

function entriesIn({ x: { shape, values } }: Recorded) {
  const items = shape[1]!
  return [...values.keys()]
    .filter((at) => values[at] !== 0)
    .map((at) => ({ user: `u${Math.floor(at / items)}`, item: `i${at % items}` }))
}
