import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, recordTouched, type TouchedPart } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows, weightedSum } from '@hvamp/testing'
import { gather, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { unit } from './index'

const rows = randomRows({ rowCount: 4, columnCount: 11, density: 0.3 })
const side = () => tensor2d(random(5).normals(8), [4, 2])
const columns = Int32Array.of(7, 1, 4)

describe.each(await availableBackends())('unit on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(['tanh', 'gated'] as const)(
    'reads only rows that a sparse batch touches: %s',
    async (activation) => {
      const layer = unit({ inputs: 13, outputs: 3, activation, sparse: 'inputs', random: random(1) })
      const { weight } = layer.weights
      const parts: TouchedPart[] = []
      const some = recordTouched([weight!], parts, () => layer.apply(rows, side()))
      expectClose(await some.data(), await layer.apply(rows, side()).data(), { rtol: 1e-6, atol: 1e-6 })
      expect(parts).toHaveLength(1)
      expect([...parts[0]!.indices]).toEqual([...new Set(rows.columns), 11, 12].sort((a, b) => a - b))
      expect(parts[0]!.values.shape).toEqual([parts[0]!.indices.length, weight!.shape[1]])
      parts[0]!.values.dispose()
      disposeWeights(layer.weights)
    },
  )

  it('reads one row for a batch without items, where to read none would be to read all', async () => {
    const layer = unit({ inputs: 11, outputs: 3, activation: 'tanh', sparse: 'inputs', random: random(1) })
    const { weight } = layer.weights
    const empty = { rowCount: 2, columnCount: 11, offsets: new Int32Array(3) }
    const parts: TouchedPart[] = []
    const batch = { ...empty, columns: new Int32Array(0), values: new Float32Array(0) }
    const some = recordTouched([weight!], parts, () => layer.apply(batch))
    expectClose(await some.data(), await layer.apply(batch).data(), { atol: 1e-6 })
    expect(parts.map(({ indices }) => [...indices])).toEqual([[0]])
    parts[0]!.values.dispose()
    disposeWeights(layer.weights)
  })

  it('has some outputs alone, with shifts', async () => {
    const layer = unit({ inputs: 4, outputs: 9, activation: 'linear', sparse: 'outputs', random: random(2) })
    const x = tensor2d(random(3).normals(12), [3, 4])
    const all = gather(layer.apply(x), [...columns], 1)
    const shifts = Float32Array.of(1, -2, 0)
    expectClose(await layer.applySome(x, { columns }).data(), await all.data(), { atol: 1e-6 })
    const shifted = await layer.applySome(x, { columns, shifts }).data()
    expectClose(
      shifted,
      (await all.data()).map((value, at) => value + shifts[at % 3]!),
      { atol: 1e-6 },
    )
    disposeWeights(layer.weights)
  })

  it('has gradients through some outputs', async () => {
    const layer = unit({ inputs: 4, outputs: 9, activation: 'tanh', sparse: 'outputs', random: random(2) })
    const variables = Object.values(layer.weights).map(({ variable }) => variable as Tensor)
    const f = (x: Tensor, ..._: Tensor[]) => weightedSum(layer.applySome(x as Tensor2D, { columns }))
    await expectGradient(f, [tensor2d(random(3).normals(12), [3, 4]), ...variables])
    disposeWeights(layer.weights)
  })
})

it('has some outputs of one matrix only', async () => {
  await useBackend('cpu')
  const layer = unit({ inputs: 4, outputs: 6, activation: 'gated', random: random(1) })
  expect(() => layer.applySome(tensor2d([1, 2, 3, 4], [1, 4]), { columns })).toThrow(
    'some outputs must be those of one matrix, got 2 side by side',
  )
  disposeWeights(layer.weights)
})
