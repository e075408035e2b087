import { useBackend } from '@hvamp/backends'
import { availableBackends, expectGradient, weightedSum } from '@hvamp/testing'
import { memory, type Tensor, tensor, variable } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { assignSlices, gatherSlices, type Slices, scatterSlices } from './index'

const values = Float32Array.from({ length: 35 }, (_, i) => Math.sin(i + 1))
const cases: [string, number[], Slices][] = [
  ['rows of a matrix', [5, 7], { axis: 0, indices: Int32Array.of(3, 0, 4) }],
  ['columns of a matrix', [5, 7], { axis: 1, indices: Int32Array.of(6, 2) }],
  ['rows of a single column', [35, 1], { axis: 0, indices: Int32Array.of(9, 1, 34) }],
  ['columns of a single row', [1, 35], { axis: 1, indices: Int32Array.of(9, 1, 34) }],
  ['numbers of a vector', [35], { axis: 0, indices: Int32Array.of(30, 2) }],
]

/** Places in the whole tensor of the numbers of its slices, in their order. */
function placesOf([rows, columns = 1]: readonly number[], { axis, indices }: Slices): number[] {
  if (axis === 0)
    return [...indices].flatMap((row) => Array.from({ length: columns }, (_, i) => row * columns + i))
  return Array.from({ length: rows! }, (_, row) =>
    [...indices].map((column) => row * columns + column),
  ).flat()
}

describe.each(await availableBackends())('slices on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(cases)('gathers %s, and puts them where they were among zeros', async (_, shape, slices) => {
    const x = tensor(values, shape)
    const places = placesOf(shape, slices)
    const some = gatherSlices(x, slices)
    expect(some.shape).toEqual(
      shape.map((length, axis) => (axis === slices.axis ? slices.indices.length : length)),
    )
    expect([...(await some.data())]).toEqual(places.map((place) => values[place]))
    const back = scatterSlices(some, slices, shape[slices.axis]!)
    expect(back.shape).toEqual(shape)
    expect([...(await back.data())]).toEqual(
      [...values].map((value, at) => (places.includes(at) ? value : 0)),
    )
  })

  it.each(['int32', 'bool'] as const)('gathers and scatters numbers that are %s', async (type) => {
    const x = tensor([1, 0, 1, 0, 1, 1], [2, 3], type)
    const slices: Slices = { axis: 1, indices: Int32Array.of(2, 0) }
    const some = gatherSlices(x, slices)
    expect([...(await some.data())]).toEqual([1, 1, 1, 0])
    expect([...(await scatterSlices(some, slices, 3).data())]).toEqual([1, 0, 1, 0, 0, 1])
  })

  it.each(cases)('assigns %s and leaves the rest alone', async (_, shape, slices) => {
    const x = variable(tensor(values, shape))
    const places = placesOf(shape, slices)
    const some = tensor(
      places.map((_, i) => 100 + i),
      shape.map((length, axis) => (axis === slices.axis ? slices.indices.length : length)),
    )
    const before = memory().numTensors
    assignSlices(x, some, slices)
    expect(memory().numTensors).toBe(before)
    expect([...(await x.data())]).toEqual(
      [...values].map((value, at) => (places.includes(at) ? 100 + places.indexOf(at) : value)),
    )
    x.dispose()
  })

  it.each(cases)('has the gradient of %s', async (_, shape, slices) => {
    await expectGradient((x: Tensor) => weightedSum(gatherSlices(x, slices)), [tensor(values, shape)])
  })
})

it('refuses an index that is not there', async () => {
  await useBackend('wasm')
  expect(() => gatherSlices(tensor(values, [5, 7]), { axis: 0, indices: Int32Array.of(5) })).toThrow(
    'indices must be in [0, 5), got 5',
  )
})
