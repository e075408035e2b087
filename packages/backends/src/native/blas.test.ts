import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'

const folder = mkdtempSync(join(tmpdir(), 'hvamp-blas-'))
const library = join(folder, 'libwrong.so')
const source = join(folder, 'wrong.c')

// Stores 1 everywhere: a library with the right names that multiplies wrong.
writeFileSync(
  source,
  `void cblas_sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, float *a, int lda, float *b, int ldb, float beta, float *c, int ldc) {
  for (int i = 0; i < m * n; i++) c[i] = 1;
}
void cblas_sgemv(int order, int trans, int m, int n, float alpha, float *a, int lda, float *x, int incx, float beta, float *y, int incy) {}`,
)
const compiled = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source]).status === 0
const noCompiler = compiled ? '' : ' (skipped: no C compiler is installed: apt-get install gcc)'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a BLAS', () => {
  it.skipIf(!compiled)(`that multiplies wrong is refused, with the values${noCompiler}`, async () => {
    await expect(useBackend('native', { library })).rejects.toThrow(
      /it multiplies wrong: -?\d+ is expected, got 1/,
    )
    expect((await useBackend('auto', { library })).name).toBe('wasm')
  })

  it.skipIf(!compiled)(
    `whose threads cannot be set is refused when threads are asked for${noCompiler}`,
    async () => {
      await expect(useBackend('native', { library, threads: 2 })).rejects.toThrow(
        'number of threads cannot be set',
      )
    },
  )
})
