import { rowSolverInThreads } from '@hvamp/backends'
import { random } from '@hvamp/random'
import type { Floats, RowSolver, VectorMethod } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import { describe, expect, it } from 'vitest'
import { drawnMatrix, interactionsOf } from '../baselines/recorded.fixture'
import { ials, wmf } from '../index'
import { rowSolverHere } from './row-solver-here'

const interactions = interactionsOf(drawnMatrix(150, 70, 4))

interface Solved {
  readonly products: number[]
  readonly solutions: number[]
  readonly losses: Float64Array
  readonly counts: number[]
}

/** The products, and the solutions of drawn rows, among them rows without ones and one with all. */
async function solvedBy(solver: RowSolver, factorCount: number): Promise<Solved> {
  const [rows, others] = [41, 90]
  const noise = random(factorCount)
  const ones = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: others }, (_, other) => other).filter(() => noise.uniform() < row / (rows - 1)),
  )
  const width = solver.widthOf(factorCount)
  const vectors = (count: number) => {
    const own = solver.floats(count * width)
    const draws = noise.normals(count * factorCount)
    for (let i = 0; i < draws.length; i++)
      own[Math.floor(i / factorCount) * width + (i % factorCount)] = draws[i]!
    return own
  }
  const withoutPadding = (values: Floats) => Array.from(values).filter((_, i) => i % width < factorCount)
  const factors = vectors(others)
  const products = solver.floats(width ** 2)
  await solver.multiply(factors, width, products)
  const ridges = solver.floats(rows)
  ridges.set(noise.normals(rows).map((value) => 0.1 + value ** 2))
  const systems = {
    width,
    offsets: solver.integers(
      Int32Array.from([0, ...ones.map((_, row) => ones.slice(0, row + 1).flat().length)]),
    ),
    columns: solver.integers(Int32Array.from(ones.flat())),
    ...{ factors, products, weight: 9, target: 10, ridges },
    solutions: vectors(rows),
    losses: solver.doubles(rows),
  }
  const counts: number[] = []
  for await (const count of solver.solve(systems)) counts.push(count)
  expect(Array.from(systems.solutions).filter((value, i) => i % width >= factorCount && value !== 0)).toEqual(
    [],
  )
  return {
    products: withoutPadding(products).slice(0, factorCount ** 2),
    solutions: withoutPadding(systems.solutions),
    losses: systems.losses.slice(),
    counts,
  }
}

async function both(factorCount: number, method: VectorMethod, threads: number): Promise<Solved[]> {
  const threaded = await rowSolverInThreads({ threads })(method)
  try {
    const here = rowSolverHere(method)
    return [await solvedBy(threaded, factorCount), await solvedBy(here, factorCount)]
  } finally {
    await threaded.end()
  }
}

describe('rowSolverInThreads', () => {
  const exact = { name: 'exact' } as const
  const inBlocks = (size: number) => ({ name: 'blocks', size }) as const
  const byGradients = { name: 'conjugateGradient', steps: 3 } as const

  it.each([
    ...[1, 2, 3, 4, 5, 7, 8, 13, 33, 70].map((factorCount) => [factorCount, exact] as const),
    ...[1, 4, 7, 70].map((factorCount) => [factorCount, byGradients] as const),
  ])('has the bits of this thread with whole vectors of %i factors: %j', async (factorCount, method) => {
    const [threaded, own] = await both(factorCount, method, 1)
    expect(threaded!.products).toEqual(own!.products)
    expect(threaded!.solutions).toEqual(own!.solutions)
    expect(threaded!.losses).toEqual(own!.losses)
    expect(threaded!.counts.at(-1)).toBe(41)
  })

  it.each([
    [4, 4],
    [7, 4],
    [8, 8],
    [13, 4],
    [33, 16],
    [70, 32],
    [70, 100],
  ])('agrees with this thread, with %i factors in blocks of %i', async (factorCount, blockSize) => {
    const [threaded, own] = await both(factorCount, inBlocks(blockSize), 2)
    expectClose(threaded!.products, own!.products, { rtol: 1e-4, atol: 1e-4 })
    expectClose(threaded!.solutions, own!.solutions, { rtol: 2e-3, atol: 2e-3 })
    expectClose(threaded!.losses, own!.losses, { rtol: 5e-3, atol: 1e-2 })
    expect(threaded!.counts.at(-1)).toBe(41)
  })

  it('gives the same bits with any number of threads', async () => {
    const [one] = await both(20, inBlocks(8), 1)
    const [three] = await both(20, inBlocks(8), 3)
    expect([three!.products, three!.solutions, three!.losses]).toEqual([
      one!.products,
      one!.solutions,
      one!.losses,
    ])
  })

  it.each([exact, inBlocks(4)])('refuses a system that is not positive definite: %j', async (method) => {
    const solver = await rowSolverInThreads({ threads: 1 })(method)
    const width = solver.widthOf(4)
    const systems = {
      ...{
        width,
        factors: solver.floats(width).fill(Number.NaN),
        products: solver.floats(width ** 2),
        weight: 1,
        target: 1,
      },
      offsets: solver.integers(Int32Array.of(0, 0, 1)),
      columns: solver.integers(Int32Array.of(0)),
      ...{
        ridges: solver.floats(2).fill(1),
        solutions: solver.floats(2 * width),
        losses: solver.doubles(2),
      },
    }
    const solve = async () => {
      for await (const _ of solver.solve(systems));
    }
    await expect(solve()).rejects.toThrow(
      /^rowSolverInThreads: the systems of rows from [01] must be positive/,
    )
    await solver.end()
  })

  it('says that 4 GiB are full, with a code', async () => {
    const solver = await rowSolverInThreads({ threads: 1 })(exact)
    expect(() => solver.floats(2 ** 30)).toThrow(
      expect.objectContaining({
        code: 'HVAMP_OUT_OF_MEMORY',
        message: expect.stringMatching(/must fit in 4\.0 GiB, got 8\.0 GiB/),
      }),
    )
    await solver.end()
  })

  it.each([0, 1.5])('refuses %d threads', (threads) => {
    expect(() => rowSolverInThreads({ threads })).toThrow(
      `rowSolverInThreads: threads must be a positive integer, got ${threads}`,
    )
  })
})

describe('a model with rowSolverInThreads', () => {
  const startSolver = rowSolverInThreads({ threads: 2 })

  it.each(['cholesky', 'conjugateGradient'] as const)('learns the same bits: wmf by %s', async (solver) => {
    const options = { factors: 9, solver }
    const [plain, threaded] = [wmf(options), wmf(options, startSolver)]
    const reports = [
      await plain.fit(interactions, { epochs: 3 }),
      await threaded.fit(interactions, { epochs: 3 }),
    ]
    expect(await threaded.state()).toEqual(await plain.state())
    const [here, there] = reports.map(({ epochs }) => epochs.map(({ loss }) => loss))
    expect(there).toEqual(here)
  })

  it('learns the same in single precision: ials', async () => {
    const options = { factors: 10, blockSize: 4 }
    const [plain, threaded] = [ials(options), ials(options, startSolver)]
    const reports = [
      await plain.fit(interactions, { epochs: 3 }),
      await threaded.fit(interactions, { epochs: 3 }),
    ]
    expectClose(await threaded.score(interactions), await plain.score(interactions), {
      rtol: 1e-3,
      atol: 1e-3,
    })
    const [here, there] = reports.map(({ epochs }) => epochs.map(({ loss }) => loss))
    expectClose(there!, here!, { rtol: 1e-4 })
  })

  it('says what helps where single precision is not enough, as with fewer items than factors and a small l2', async () => {
    const train = interactionsOf(drawnMatrix(50, 20, 7))
    const options = { factors: 64, l2: 1e-6 }
    await expect(ials(options, startSolver).fit(train, { epochs: 8 })).rejects.toThrow(
      /^rowSolverInThreads: the systems of rows from \d+ must be positive definite in single precision: a larger l2 makes them so, and with a blockSize of all factors they are solved in double precision$/,
    )
    for (const more of [{ l2: 1e-3 }, { blockSize: 64 }]) {
      const { stopped } = await ials({ ...options, ...more }, startSolver).fit(train, { epochs: 8 })
      expect(stopped).toBe('epochs')
    }
  })

  it('ends when it is told to stop, and can be fitted again', async () => {
    const model = ials({ factors: 8, blockSize: 4 }, startSolver)
    const controller = new AbortController()
    const onEvent = () => controller.abort()
    const report = await model.fit(interactions, { signal: controller.signal, onEvent })
    expect(report.stopped).toBe('aborted')
    expect((await model.fit(interactions, { epochs: 1 })).stopped).toBe('epochs')
  })
})
