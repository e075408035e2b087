import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitBytes, type ModelName } from '../definitions'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const between = (min: number, max: number) => fc.integer({ min, max })

/** Sizes at which what each model takes is many times what the process itself gives and takes meanwhile. */
const sizes = {
  ease: { items: between(2000, 2300), users: between(1000, 4000), perUser: between(5, 20) },
  edlae: { items: between(2000, 2300), users: between(1000, 4000), perUser: between(5, 20) },
  slim: { items: between(3500, 5000), users: between(1000, 4000), perUser: between(5, 10) },
  'item-knn': {
    items: between(20_000, 30_000),
    users: between(10_000, 20_000),
    perUser: between(30, 40),
    neighbours: between(100, 200),
  },
  'user-knn': { items: between(2000, 9000), users: between(300_000, 500_000), perUser: between(20, 40) },
  wmf: {
    items: between(50_000, 100_000),
    users: between(50_000, 200_000),
    perUser: between(5, 15),
    factors: between(30, 40),
  },
  ials: {
    items: between(50_000, 100_000),
    users: between(50_000, 200_000),
    perUser: between(5, 15),
    factors: between(60, 100),
  },
  mf: {
    items: between(400_000, 600_000),
    users: between(1_000_000, 1_500_000),
    perUser: between(2, 3),
    factors: between(15, 20),
  },
} as const satisfies { readonly [Name in ModelName]?: object }

/** What is fitted; iALS in single precision, and in double precision, as whole vectors are. */
const asked: readonly [ModelName, object][] = [
  ...(Object.entries(sizes) as [ModelName, object][]),
  ['ials', { ...sizes.ials, blockSize: fc.constant(128) }],
]

/** Room for new objects of 16 MB and more is given back at some time of the fit or not, which would count as less taken. */
const flags = ['--expose-gc', '--max-semi-space-size=1']

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-peak-'))
  program = join(folder, 'fit-peak.cjs')
  if (!isSlowToo) return
  await build({
    entryPoints: [here('fit-peak.fixture.ts')],
    outfile: program,
    tsconfig: here('../../../../tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@tensorflow/tfjs-backend-wasm', 'koffi'], // parts of @hvamp/backends that are not used here
    logLevel: 'error',
  })
})
afterAll(() => rm(folder, { recursive: true }))

describe.skipIf(!isSlowToo || process.platform !== 'linux')(
  `the memory of a fit, of which Linux keeps the peak${whetherSlowSkipped}`,
  () => {
    it.each(asked)(
      'is estimated within 15 % of what the process takes for %s',
      { timeout: 1_200_000 },
      (model, drawn) => {
        fc.assert(
          fc.property(
            fc.record<Record<string, number>>(drawn as never),
            ({ items, users, perUser, ...options }) => {
              const asked = JSON.stringify({ model, options, items, users, perUser })
              const taken = Number(
                execFileSync(process.execPath, [...flags, program, asked], { encoding: 'utf8' }),
              )
              const size = { items: items!, users: users!, interactions: users! * perUser! }
              const ratio = fitBytes(model, options, size)! / taken
              expect(ratio, `${asked} took ${taken}`).toBeGreaterThan(0.85)
              expect(ratio, `${asked} took ${taken}`).toBeLessThan(1.15)
            },
          ),
          { numRuns: 2, seed: 3 },
        )
      },
    )
  },
)
