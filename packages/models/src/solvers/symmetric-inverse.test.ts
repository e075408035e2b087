import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choleskyFactor, solveLower, solveLowerTransposed } from './cholesky'
import { symmetricInverse } from './symmetric-inverse'

/** XᵀX + ridge · I of as many normal rows, in full. */
function positiveDefinite(size: number, seed: number, ridge: number): Float64Array {
  const x = random(seed).normals(size * size)
  const a = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) a[i * size + j]! += x[k * size + i]! * x[k * size + j]!
    }
    a[i * size + i]! += ridge
  }
  return a
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const c = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      for (let j = 0; j < size; j++) c[i * size + j]! += a[i * size + k]! * b[k * size + j]!
    }
  }
  return c
}

const identity = (size: number) =>
  Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))

const upperSpoilt = (a: Float64Array, size: number) =>
  a.map((value, i) => (i % size > Math.floor(i / size) ? Number.NaN : value))

describe('symmetricInverse', () => {
  // Sizes of one block and of several, whole and not.
  it.each([1, 2, 3, 47, 48, 49, 96, 150])('times the matrix is the identity, for size %i', (size) => {
    const a = positiveDefinite(size, size, 1)
    const inverse = upperSpoilt(a, size)
    for (const _ of symmetricInverse(inverse, size));
    expectClose(product(a, inverse, size), identity(size), { rtol: 0, atol: 1e-9 })
  })

  it('is symmetric, and undoes itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), (size, seed) => {
        const a = positiveDefinite(size, seed, 1)
        const inverse = a.slice()
        for (const _ of symmetricInverse(inverse, size));
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < i; j++) expect(inverse[i * size + j]).toBe(inverse[j * size + i])
        }
        for (const _ of symmetricInverse(inverse, size));
        expectClose(inverse, a, { rtol: 1e-7, atol: 1e-7 })
      }),
      { numRuns: 30 },
    )
  })

  it('is as exact as the condition of the matrix allows', () => {
    const size = 100
    const a = Float64Array.from({ length: size * size }, (_, i) =>
      Math.exp(-(((i % size) - Math.floor(i / size)) ** 2) / 8),
    )
    for (let i = 0; i < size; i++) a[i * size + i]! += 1e-6 // condition 5e6
    const inverse = a.slice()
    for (const _ of symmetricInverse(inverse, size));
    expectClose(product(a, inverse, size), identity(size), { rtol: 0, atol: 1e-7 })
  })

  it('says where it is, up to the end', () => {
    const events = [...symmetricInverse(positiveDefinite(100, 1, 1), 100)]
    expect(events.map((event) => event.type === 'stage' && event.done)).toEqual([48, 96, 100])
  })

  it.each([
    ['an indefinite matrix', [1, 2, 2, 1]],
    ['a singular matrix', [1, 1, 1, 1]],
    ['NaN', [Number.NaN, 0, 0, 1]],
  ])('refuses %s', (_, values) => {
    expect(() => [...symmetricInverse(Float64Array.from(values), 2)]).toThrow(
      'cholesky: the matrix must be positive definite, got a pivot of',
    )
  })
})

describe('choleskyFactor', () => {
  it('solves a system with the two substitutions, from any place in an array', () => {
    const size = 9
    const a = positiveDefinite(size, 3, 1)
    const x = Float64Array.from(random(4).normals(size))
    const b = Float64Array.from({ length: 2 + size }, (_, i) =>
      i < 2 ? 7 : x.reduce((sum, value, j) => sum + value * a[(i - 2) * size + j]!, 0),
    )
    const lower = upperSpoilt(a, size)
    choleskyFactor(lower, size)
    solveLower(lower, size, b, 2)
    solveLowerTransposed(lower, size, b, 2)
    expectClose(b, [7, 7, ...x], { rtol: 1e-9, atol: 1e-9 })
  })
})
