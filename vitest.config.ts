import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { skippedReporter } from './packages/testing/src/skipped-tests.ts'

const packages = fileURLToPath(new URL('./packages/', import.meta.url))

/** Packages whose tests leave nothing behind in their process, so that a file can use what the one before it loaded. */
const libraries = 'data files layers metrics models priors random rules tensors training'.split(' ')
const others = readdirSync(packages).filter((name) => !libraries.includes(name))
/** Tests of libraries that measure the memory of their process, or start a backend that another file must not find. */
const apart = [
  'models/src/catalog/*',
  'models/src/presets/fit-memory',
  'models/src/presets/parity',
  'tensors/src/require-backend',
  'training/src/adam',
].map((name) => `packages/${name}.test.ts`)

// Tests run on the sources: a package's name resolves to its src folder, as in tsconfig.json.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@hvamp\/([a-z]+)\/([a-z-]+)$/, replacement: `${packages}$1/src/$2.ts` },
      { find: /^@hvamp\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      { find: /^hvamp\/node$/, replacement: `${packages}hvamp/src/node.ts` },
      { find: /^hvamp\/([a-z/-]+)$/, replacement: `${packages}hvamp/src/faces/$1.ts` },
      { find: /^hvamp$/, replacement: `${packages}hvamp/src/index.ts` },
    ],
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: {
      ...{ OPENBLAS_NUM_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1' }, // two workers on two cores: more threads would only wait for each other
      HVAMP_DATA: '', // data sets by name are looked for below the folder of a test, not where the tester keeps them
    },
    maxWorkers: 2,
    reporters: ['default', skippedReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'libraries',
          include: [`packages/{${libraries.join()}}/src/**/*.test.ts`],
          exclude: [...configDefaults.exclude, ...apart],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          include: [
            `packages/{${others.join()}}/src/**/*.test.ts`,
            ...apart,
            'examples/**/*.test.ts',
            'docs/*.test.ts',
            'docs/generate/*.test.ts',
            'packaging/*.test.ts',
            '*.test.ts',
          ],
        },
      },
    ],
  },
})
