import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/browser.ts', 'src/webgpu.ts', 'src/tfjs-node.ts', 'src/tfjs-node-gpu.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  sourcemap: true,
  target: 'es2022',
  shims: true, // import.meta.url in CommonJS, from where tfjs-node is looked for
})
