import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = fileURLToPath(new URL('./packages/', import.meta.url))

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
    include: [
      'packages/*/src/**/*.test.ts',
      'examples/**/*.test.ts',
      'docs/*.test.ts',
      'docs/generate/*.test.ts',
      'packaging/*.test.ts',
      '*.test.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { OPENBLAS_NUM_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1' }, // two workers on two cores: more threads would only wait for each other
    maxWorkers: 2,
  },
})
