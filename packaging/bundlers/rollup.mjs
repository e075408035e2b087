// node rollup.mjs browser|node: writes bundled/rollup-…, and each warning as a line of JSON.
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const [target] = process.argv.slice(2)
const browser = target === 'browser'
const bundle = await rollup({
  input: browser ? 'page.mjs' : 'program.mjs',
  plugins: [resolve({ browser, preferBuiltins: !browser }), commonjs()],
  onwarn: ({ message }) => console.log(JSON.stringify(message)),
})
const extension = browser ? 'js' : 'cjs'
await bundle.write({
  dir: `bundled/rollup-${target}`,
  format: browser ? 'es' : 'cjs',
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `[name]-[hash].${extension}`,
})
