import { describe, expect, it } from 'vitest'
import { distanceFromIdentity, matrixOf } from './inverse.fixture'
import { inverseInThreads } from './inverse-in-threads'

const inverse = inverseInThreads({ threads: 2 })

describe('inverseInThreads', () => {
  // One block and several, whole and not, and strips of rows on both sides of a block.
  it.each([1, 2, 3, 95, 96, 97, 128, 129, 301])(
    'times the matrix is the identity, for size %i',
    async (size) => {
      const found = matrixOf(size)
      await inverse(found, size)
      expect(distanceFromIdentity(matrixOf(size), found, size)).toBeLessThan(1e-12)
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < i; j++) expect(found[i * size + j] === found[j * size + i]).toBe(true)
      }
    },
  )

  it('has the same bits with any number of threads', async () => {
    const size = 300
    const [one, three] = [matrixOf(size), matrixOf(size)]
    await inverseInThreads({ threads: 1 })(one, size)
    await inverseInThreads({ threads: 3 })(three, size)
    expect(three).toEqual(one)
  })

  it('reports its progress up to the end, and rejects when its signal is aborted', async () => {
    const size = 300
    const done: number[] = []
    await inverse(matrixOf(size), size, { onProgress: (rows, total) => done.push(rows / total) })
    expect(done.length).toBeGreaterThan(10)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBe(1)
    const controller = new AbortController()
    const aborted = inverse(matrixOf(size), size, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    })
    await expect(aborted).rejects.toThrow('enough')
  })

  it('refuses a matrix that is not positive definite, or of another size', async () => {
    const notDefinite = 'inverseInThreads: the matrix must be positive definite'
    await expect(inverse(Float64Array.of(1, 0, 2, 1), 2)).rejects.toThrow(notDefinite)
    await expect(inverse(Float64Array.of(1, 0, 1, 1), 2)).rejects.toThrow(notDefinite)
    await expect(inverse(Float64Array.of(Number.NaN), 1)).rejects.toThrow(notDefinite)
    await expect(inverse(new Float64Array(5), 2)).rejects.toThrow(
      'inverseInThreads: a matrix of 2 × 2 must have 4 values, got 5',
    )
    expect(() => inverseInThreads({ threads: 0 })).toThrow('inverseInThreads: threads must be')
  })
})
