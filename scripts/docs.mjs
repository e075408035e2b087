// npm run docs: the documentation site while writing it; npm run docs:build: the site in docs/.vitepress/dist.
// Its tools are installed when it is first asked for: nothing else needs them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, pnpm, root, run } from './pnpm.mjs'

const docs = join(root, 'docs')
install()
if (!existsSync(join(docs, 'node_modules', 'vitepress'))) {
  pnpm('--dir', docs, 'install', '--ignore-workspace', '--no-lockfile', '--ignore-scripts')
}
const cwd = docs
run(process.execPath, ['api.mjs'], { cwd })
run(join(docs, 'node_modules', '.bin', 'vitepress'), [process.argv[2] === 'build' ? 'build' : 'dev'], { cwd })
