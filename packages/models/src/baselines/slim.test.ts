import { expectClose } from '@hvamp/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog/restore'
import { elasticNetSolver } from '../solvers/elastic-net'
import type { SparseVector } from '../solvers/sparse-vector'
import { interactionsOf, type Recorded, recordedCases } from './recorded.fixture'
import { slim } from './slim'
import { savedWeights, weightsOfColumns } from './sparse-weights'

interface Case {
  readonly l1: number
  readonly l2: number
  readonly W: Recorded
  readonly scores: Recorded
  readonly nonZeros: number
}
const cases = recordedCases<Case>('slim')

describe.each(cases)('%s', (_, { x, l1, l2, W, scores, nonZeros }) => {
  it('has the recorded weights, the same of them 0, and scores', async () => {
    const model = slim({ l1, l2 })
    const interactions = interactionsOf(x)
    await model.fit(interactions)
    const { itemCount, offsets, columns, values } = savedWeights(await model.state())
    expect(values.length).toBe(nonZeros)
    const dense = new Float64Array(itemCount ** 2)
    for (let row = 0; row < itemCount; row++) {
      for (let i = offsets[row]!; i < offsets[row + 1]!; i++)
        dense[row * itemCount + columns[i]!] = values[i]!
    }
    expect(Array.from(dense, (weight) => weight !== 0)).toEqual(W.values.map((weight) => weight !== 0))
    expectClose(dense, W.values, { rtol: 1e-4, atol: 1e-6 })
    expectClose(await model.score(interactions), scores.values, { rtol: 1e-4, atol: 1e-5 })
  })
})

/** XᵀX of a binary matrix. */
function gramOf(rows: readonly (readonly boolean[])[], size: number): Float64Array {
  const gram = new Float64Array(size * size)
  for (const row of rows) {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) if (row[i] && row[j]) gram[i * size + j]! += 1
  }
  return gram
}

describe('elasticNetSolver', () => {
  it('meets the conditions of a minimum, for every column', () => {
    const size = 40
    const row = fc.array(fc.boolean(), { minLength: size, maxLength: size })
    const penalty = fc.double({ min: 0.1, max: 5, noNaN: true })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), penalty, penalty, (rows, l1, l2) => {
        const gram = gramOf(rows, size)
        const solve = elasticNetSolver({ gram, size, l1, l2 })
        for (let target = 0; target < size; target++) {
          const { indices, values } = solve(target)
          expect(indices.every((index, i) => i === 0 || index > indices[i - 1]!)).toBe(true)
          expect(values.every((value) => value > 0)).toBe(true)
          const w = new Float64Array(size)
          indices.forEach((index, i) => {
            w[index] = values[i]!
          })
          expect(w[target]).toBe(0)
          let steepest = 0 // way down that is left
          for (let i = 0; i < size; i++) {
            if (i === target) continue
            let slope = l1 + l2 * w[i]! - gram[target * size + i]! // of the objective, in w_i
            for (const [k, index] of indices.entries()) slope += gram[i * size + index]! * values[k]!
            steepest = Math.max(steepest, w[i]! > 0 ? Math.abs(slope) : -slope)
          }
          expect(steepest).toBeLessThan(1e-5)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('gives items that are alike the same weight, and none to an item that nobody has', () => {
    const rows = [
      [true, true, true, false],
      [true, true, true, false],
      [false, false, true, false],
    ]
    const solve = elasticNetSolver({ gram: gramOf(rows, 4), size: 4, l1: 0.1, l2: 1 })
    const { indices, values } = solve(2)
    expect([...indices]).toEqual([0, 1])
    expectClose(values, [1.9 / 5, 1.9 / 5], { rtol: 1e-7 }) // (2 − l1 − 2 w) / (2 + l2) = w
    expect(solve(3).indices.length).toBe(0)
  })

  it('finds the minimum without l2, where many are one', () => {
    const rows = [[true, true, true]]
    const { values } = elasticNetSolver({ gram: gramOf(rows, 3), size: 3, l1: 0.25, l2: 0 })(0)
    expectClose(
      values.reduce((sum, value) => sum + value, 0),
      0.75,
    )
  })
})

describe('elasticNetSolver, of items that are alike and hardly worth a weight', () => {
  const l1 = 0.999999997
  const allOfOne = (size: number) => new Float64Array(size ** 2).fill(1)

  it.each([[10], [61], [200]])('comes to an end, of %i', (size) => {
    const solve = elasticNetSolver({ gram: allOfOne(size), size, l1, l2: 1 })
    for (const target of [0, size - 1]) {
      const { indices, values } = solve(target)
      expect(values.every((value) => value > 1e-9)).toBe(true) // a smaller weight is 0
      expect(indices).not.toContain(target)
      const total = values.reduce((sum, value) => sum + value, 0)
      expect(total).toBeLessThan(4e-9) // the steepest way down is 3e-9
    }
  })

  it('comes to the same weights beside others that are worth one', () => {
    const size = 63
    const gram = allOfOne(size) // the last two items go together, and so do the others
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) if (i >= 61 !== j >= 61) gram[i * size + j] = 0
    }
    gram[61 * size + 62] = gram[62 * size + 61] = gram[61 * size + 61] = gram[62 * size + 62] = 5
    const solve = elasticNetSolver({ gram, size, l1, l2: 1 })
    expectClose(solve(62).values, [(5 - l1) / 6], { rtol: 1e-12 })
    expect([...solve(62).indices]).toEqual([61])
    expect(solve(0).values.reduce((sum, value) => sum + value, 0)).toBeLessThan(4e-9)
  })
})

describe('weightsOfColumns', () => {
  it('turns columns into rows', () => {
    const column = (...entries: [number, number][]): SparseVector => ({
      indices: Int32Array.from(entries, ([index]) => index),
      values: Float64Array.from(entries, ([, value]) => value),
    })
    const weights = weightsOfColumns([column([1, 0.5], [2, 0.25]), column(), column([0, 2], [1, 3])])
    expect(weights).toEqual({
      itemCount: 3,
      offsets: Int32Array.of(0, 1, 3, 4),
      columns: Int32Array.of(2, 0, 2, 0),
      values: Float32Array.of(2, 0.5, 3, 0.25),
    })
  })
})

describe('slim', () => {
  it.each([
    [{ l1: -1 }, 'slim: l1 must be finite and at least 0, got -1'],
    [{ l2: Number.NaN }, 'slim: l2 must be finite and at least 0, got NaN'],
    [{ l1: Number.POSITIVE_INFINITY }, 'slim: l1 must be finite and at least 0, got Infinity'],
  ])('refuses %j', (options, message) => {
    expect(() => slim(options)).toThrow(message)
  })

  it('is fitted where items are alike and hardly worth a weight', async () => {
    const values = [...Array.from({ length: 61 }, () => [1, 0]), [0, 1]]
    const model = slim({ l1: 0.999999997, l2: 1 })
    await model.fit(
      interactionsOf({ shape: [2, 62], values: [0, 1].flatMap((user) => values.map((item) => item[user]!)) }),
    )
    expect(savedWeights(await model.state()).values.every((value) => value > 1e-9)).toBe(true)
  })

  it('refuses saved rows that point where nothing is', async () => {
    const model = slim({ l1: 0.1 })
    await model.fit(interactionsOf({ shape: [3, 3], values: [1, 1, 0, 1, 1, 1, 0, 1, 1] }))
    const state = await model.state()
    const broken = (name: string, values: number[]) => () =>
      restore({
        ...state,
        arrays: { ...state.arrays, [name]: { shape: [values.length], values: Float32Array.from(values) } },
      })
    const count = state.arrays.columns!.values.length
    expect(broken('columns', new Array(count).fill(3))).toThrow(
      "slim: 'columns' must be integers in [0, 3), got 3 at 0",
    )
    expect(broken('columns', new Array(count).fill(0.5))).toThrow(
      "slim: 'columns' must be integers in [0, 3), got 0.5 at 0",
    )
    expect(broken('columns', [0])).toThrow(`slim: 'columns' must have the shape [${count}], got [1]`)
    expect(broken('lengths', [0, 0, 0])).toThrow(`slim: 'lengths' must add up to ${count}, got 0`)
  })
})
