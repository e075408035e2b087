// npm run docs: the documentation site while writing it; npm run docs:build: the site in docs/.vitepress/dist, checked.
// Its tools are installed when it is first asked for: nothing else needs them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, pnpm, root, run } from './pnpm.mjs'

const docs = join(root, 'docs')
const isBuild = process.argv[2] === 'build'
install()
if (!existsSync(join(docs, 'node_modules', 'vitepress'))) {
  pnpm('--dir', docs, 'install', '--ignore-workspace', '--no-lockfile', '--ignore-scripts')
}
const cwd = docs
run(process.execPath, [await bundled(join(docs, 'generate', 'write-pages.ts')), docs], { cwd })
run(process.execPath, ['generate/api.mjs'], { cwd })
run(join(docs, 'node_modules', '.bin', 'vitepress'), [isBuild ? 'build' : 'dev'], { cwd })
if (isBuild) run(process.execPath, ['generate/check-site.mjs'], { cwd })

/** A program in TypeScript that imports sources of packages, as a file for Node. */
async function bundled(entry) {
  const { build } = await import('esbuild') // installed by now
  const outfile = join(docs, 'node_modules', '.cache', 'write-pages.mjs')
  const require =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    tsconfig: join(root, 'tsconfig.json'), // packages by their sources
    external: ['../actions/*'], // loaded when a command runs, and none runs here
    banner: { js: require }, // for packages in CommonJS
    logLevel: 'error',
  })
  return outfile
}
