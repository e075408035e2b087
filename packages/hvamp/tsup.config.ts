import { defineConfig } from 'tsup'

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/node.ts', 'src/faces/**/*.ts'],
    format: ['esm', 'cjs'],
    dts: true,
    clean: ['!cli/**'],
    sourcemap: true,
    target: 'es2022',
  },
  {
    entry: ['src/cli.ts'],
    outDir: 'dist/cli',
    format: ['esm'],
    clean: true,
    sourcemap: true,
    target: 'es2022',
  },
])
