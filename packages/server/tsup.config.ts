import { defineConfig } from 'tsup'

const shared = { sourcemap: true, target: 'es2022' } as const

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    dts: true,
    clean: ['!model-thread.js*'],
    shims: true, // import.meta.url in CommonJS, where the file of the thread is found by it
  },
  // A file of its own that the service starts threads from; both builds of the index start this one.
  { ...shared, entry: ['src/engine/model-thread.ts'], format: ['esm'], clean: ['model-thread.js*'] },
])
