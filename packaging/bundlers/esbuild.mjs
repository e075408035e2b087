// node esbuild.mjs browser|node: writes bundled/esbuild-…, and each warning as a line of JSON.
import { build } from 'esbuild'

const [target] = process.argv.slice(2)
const { warnings } = await build({
  entryPoints: [target === 'node' ? 'program.mjs' : 'page.mjs'],
  outdir: `bundled/esbuild-${target}`,
  bundle: true,
  minify: true,
  logLevel: 'silent',
  ...(target === 'node'
    ? { platform: 'node', format: 'cjs', outExtension: { '.js': '.cjs' } }
    : { format: 'esm', splitting: true }),
})
for (const { text } of warnings) console.log(JSON.stringify(text))
