import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { distanceFromIdentity, matrixOf } from '../inverse/inverse.fixture'
import { lapackInverse } from './lapack'

const folder = mkdtempSync(join(tmpdir(), 'hvamp-lapack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A library of these functions in C, or undefined where there is no compiler. */
function compiled(name: string, source: string): string | undefined {
  const [library, file] = [join(folder, `${name}.so`), join(folder, `${name}.c`)]
  writeFileSync(file, source)
  return spawnSync('cc', ['-shared', '-fPIC', '-o', library, file]).status === 0 ? library : undefined
}

const wrong = compiled(
  'wrong',
  `void dpotrf_(const char *uplo, int *n, double *a, int *lda, int *info, long length) { *info = 0; }
void dpotri_(const char *uplo, int *n, double *a, int *lda, int *info, long length) { *info = 0; }
void cblas_dgemm() {}
void cblas_dtrsm() {}`,
)
const without = compiled('without', 'void cblas_sgemm() {}')
const noCompiler = without ? '' : ' (skipped: no C compiler is installed: apt-get install gcc)'
const inverse = await lapackInverse().catch(() => undefined)

const noLapack = inverse ? '' : ' (skipped: no LAPACK is installed: apt-get install libopenblas0)'

describe.runIf(inverse)(`lapackInverse, where there is a LAPACK${noLapack}`, () => {
  it.each([1, 2, 3, 64, 201])('times the matrix is the identity, for size %i', async (size) => {
    const found = matrixOf(size)
    await inverse!(found, size)
    expect(distanceFromIdentity(matrixOf(size), found, size)).toBeLessThan(1e-12)
  })

  it('is the identity over several blocks, with progress, and rejects when its signal is aborted', async () => {
    const size = 2300
    const given = matrixOf(size)
    const found = given.slice()
    const done: number[] = []
    await inverse!(found, size, { onProgress: (rows, total) => done.push(rows / total) })
    expect(done.length).toBeGreaterThan(5)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBe(1)
    const lines = [0, 699, 700, 2047, 2048, 2299]
    expect(distanceFromIdentity(given, found, size, lines)).toBeLessThan(1e-11)
    for (const row of lines) {
      for (const column of lines) expect(found[row * size + column]).toBe(found[column * size + row])
    }
    const controller = new AbortController()
    const aborted = inverse!(given, size, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    })
    await expect(aborted).rejects.toThrow('enough')
  })

  it('is computed while others have a turn', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns++
    }, 1)
    await inverse!(matrixOf(700), 700)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })

  it('refuses a matrix that is not positive definite, or of another size', async () => {
    await expect(inverse!(Float64Array.of(1, 0, 2, 1), 2)).rejects.toThrow(
      'lapackInverse: the matrix must be positive definite',
    )
    await expect(inverse!(Float64Array.of(Number.NaN), 1)).rejects.toThrow('must be positive definite')
    await expect(inverse!(new Float64Array(5), 2)).rejects.toThrow(
      'lapackInverse: a matrix of 2 × 2 must have 4 values, got 5',
    )
  })
})

describe('a LAPACK', () => {
  it.skipIf(!wrong)(`that inverts wrong is refused, with the values${noCompiler}`, async () => {
    await expect(lapackInverse({ library: wrong })).rejects.toThrow(
      /no LAPACK was found \(.*it inverts wrong: .* is expected, got 4/,
    )
  })

  it.skipIf(!without)(`that a library has not is said${noCompiler}`, async () => {
    await expect(lapackInverse({ library: without })).rejects.toThrow(/no LAPACK was found \(.*dpotrf_/)
    await expect(lapackInverse({ library: '/nowhere/lib.so' })).rejects.toThrow(
      /no LAPACK was found \(\/nowhere\/lib\.so: /,
    )
  })
})
