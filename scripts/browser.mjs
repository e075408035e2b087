// npm run browser: builds the page of examples/browser and serves it on this computer.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, install, root, run } from './pnpm.mjs'

const cwd = join(root, 'examples', 'browser')

install()
build({ types: false })
const vite = join(
  dirname(createRequire(join(cwd, 'package.json')).resolve('vite/package.json')),
  'bin',
  'vite.js',
)
run(process.execPath, [vite, 'build'], { cwd })
run(process.execPath, [vite, 'preview', ...process.argv.slice(2)], { cwd })
