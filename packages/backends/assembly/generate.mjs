// Compiles the SIMD kernels, and puts them, tfjs-core's gradients and TensorFlow.js' own wasm module into src/generated.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import asc from 'assemblyscript/asc'
import { build } from 'esbuild'

/** The id of the section of a WebAssembly module that is copied into its memory when it starts. */
const DATA = 11

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
mkdirSync(here('../src/generated'), { recursive: true })
await compileKernels('./index.ts', 'simd')
await compileKernels('./rows/index.ts', 'rows', [
  '--enable',
  'threads',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
])
await bundleGradients()
embedTensorflow()

/**
 * Compiles kernels, and writes them in base64 as a module.
 *
 * @param name of the file in src/generated; with 'Module' after it, the name that it exports
 */
async function compileKernels(entry, name, memory = []) {
  const options = [
    '--runtime',
    'stub',
    '--importMemory',
    '--noExportMemory',
    ...memory,
    '--stackSize',
    '0',
    '--enable',
    'simd',
    '-O3',
    '--noAssert',
  ]
  const output = here(`../src/generated/${name}.wasm`)
  const { error, stderr } = await asc.main([here(entry), '-o', output, ...options])
  if (error) throw new Error(`assemblyscript: ${stderr.toString()}`, { cause: error })
  const bytes = readFileSync(output)
  if (sectionsOf(bytes).includes(DATA))
    throw new Error(`${entry}: must have no data: it would overwrite what is in the memory`)
  const base64 = bytes.toString('base64')
  rmSync(output)
  writeFileSync(
    here(`../src/generated/${name}.ts`),
    `/** The compiled kernels of assembly/${entry.replace('./', '')}. */\nexport const ${name}Module =\n  '${base64}'\n`,
  )
}

/** The ids of a module's sections. */
function sectionsOf(bytes) {
  const ids = []
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++])
    let size = 0
    for (let shift = 0, more = true; more; shift += 7) {
      size += (bytes[at] & 127) * 2 ** shift
      more = bytes[at++] >= 128
    }
    at += size
  }
  return ids
}

/** tfjs-core alone registers no gradients, and plain Node cannot resolve the module of it that does. */
async function bundleGradients() {
  writeFileSync(here('../src/generated/gradients.d.ts'), 'export {}\n') // or declarations would take the code in
  const core = createRequire(import.meta.url)('@tensorflow/tfjs-core')
  await build({
    stdin: { contents: "import '@tensorflow/tfjs-core/dist/register_all_gradients'", resolveDir: here('..') },
    outfile: here('../src/generated/gradients.js'),
    bundle: true,
    format: 'esm',
    legalComments: 'eof',
    logLevel: 'warning',
    plugins: [
      {
        // What tfjs-core exports comes from there, so that it is not loaded twice; only its inner parts are bundled.
        name: 'tfjs-core',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, ({ path }) => ({ path, external: true }))
          onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, importer }) => {
            const file = `${join(resolveDir, path)}.js`
            if (/[/\\]engine\.js$/.test(file)) return { path: 'engine', namespace: 'public' }
            const names = namesImported(importer, path)
            const isPublic = names.length > 0 && names.every((name) => name in core)
            return isPublic ? { path: '@tensorflow/tfjs-core', external: true } : { path: file }
          })
          onLoad({ filter: /./, namespace: 'public' }, () => ({
            contents: "import { engine } from '@tensorflow/tfjs-core'\nexport const ENGINE = engine()",
            resolveDir: dirname(here('.')),
          }))
        },
      },
    ],
  })
}

/** The binary of TensorFlow.js' wasm backend as text: a bundler moves scripts away from the files beside them. */
function embedTensorflow() {
  const require = createRequire(import.meta.url)
  const { version } = require('@tensorflow/tfjs-backend-wasm/package.json')
  const binary = readFileSync(
    require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  )
  writeFileSync(
    here('../src/generated/tensorflow-wasm.ts'),
    `/*! tfjs-backend-wasm-simd.wasm of @tensorflow/tfjs-backend-wasm. @license Copyright Google LLC, Apache-2.0 */

/** Version of @tensorflow/tfjs-backend-wasm that the binary belongs to. */
export const tensorflowVersion = '${version}'

/** The binary, compressed by gzip, in base64. */
export const tensorflowModule =
  '${gzipSync(binary, { level: 9 }).toString('base64')}'
`,
  )
}

/** Names that a module imports from a path; none for a namespace. */
function namesImported(importer, path) {
  const source = readFileSync(importer, 'utf8')
  const imports = [...source.matchAll(/^import {([^}]*)} from ['"]([^'"]+)['"]/gm)].filter(
    ([, , from]) => from === path,
  )
  return imports
    .flatMap(([, names]) => names.split(',').map((name) => name.trim().split(' ')[0]))
    .filter(Boolean)
}
