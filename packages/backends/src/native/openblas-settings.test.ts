import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openblasSettings } from './openblas-settings'
import { firstLibrary } from './system-library'

const folder = mkdtempSync(join(tmpdir(), 'hvamp-openblas-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('openblasSettings', () => {
  const processor = (flags: string) => `processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t: none\n`
  const avx512 = 'avx512f avx512dq avx512cd avx512bw avx512vl'

  it.each([
    [`fpu avx fma avx2 ${avx512} avx512_bf16`, 'SkylakeX'],
    ['fpu avx fma avx2 avx512f avx512cd', 'Haswell'], // Xeon Phi's
    ['fpu avx fma avx2', 'Haswell'],
    ['fpu avx fma4', undefined],
    ['fpu avx2x nofma', undefined],
  ])('of a processor with %s name kernels %s', (flags, kernels) => {
    expect(openblasSettings(processor(flags)).OPENBLAS_CORETYPE).toBe(kernels)
  })

  it('name no kernels where the processor does not say what it has, as on ARM', () => {
    expect(openblasSettings('processor\t: 0\nFeatures\t: fp asimd\n')).toEqual({
      OPENBLAS_THREAD_TIMEOUT: '20',
    })
  })
})

/** A library that keeps a variable of the environment as it is when the library is loaded. */
function reader(name: string): string | undefined {
  const [library, source] = [join(folder, `${name}.so`), join(folder, `${name}.c`)]
  writeFileSync(
    source,
    `#include <stdio.h>
#include <stdlib.h>
static char kept[16] = "none";
__attribute__((constructor)) static void keep(void) {
  const char *value = getenv("OPENBLAS_THREAD_TIMEOUT");
  if (value) snprintf(kept, sizeof kept, "%s", value);
}
const char *timeout(void) { return kept; }`,
  )
  return spawnSync('cc', ['-shared', '-fPIC', '-o', library, source]).status === 0 ? library : undefined
}

const [usual, asked] = [reader('usual'), reader('asked')]
const canRun = process.platform === 'linux' && usual && asked
const reason = canRun ? '' : ' (skipped: needs Linux and a C compiler: apt-get install gcc)'

describe.runIf(canRun)(`a library of the system, when it is loaded${reason}`, () => {
  const timeoutOf = (library: string) =>
    firstLibrary('BLAS', library, (opened) => opened.func('const char *timeout()')())

  afterEach(() => {
    delete process.env.OPENBLAS_THREAD_TIMEOUT
  })

  it('finds the settings, which are gone from the environment afterwards', async () => {
    expect(await timeoutOf(usual!)).toBe('20')
    expect(process.env.OPENBLAS_THREAD_TIMEOUT).toBeUndefined()
  })

  it('finds what the environment sets itself', async () => {
    process.env.OPENBLAS_THREAD_TIMEOUT = '26'
    expect(await timeoutOf(asked!)).toBe('26')
    expect(process.env.OPENBLAS_THREAD_TIMEOUT).toBe('26')
  })
})
