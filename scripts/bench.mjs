// npm run bench [-- --quick --only LIST --out FILE]: installs, builds and runs benchmarks/. bench:peers: against PyTorch.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, pnpm, root, run } from './pnpm.mjs'

const folder = join(root, 'benchmarks')
const args = process.argv.slice(2)
const only = args.find((arg, i) => arg.startsWith('--only=') || args[i - 1] === '--only')
const needsDuckdb = !only || only.includes('reading')
const isInstalled = (name) => existsSync(join(folder, 'node_modules', name))

install()
build({ types: false })
// benchmarks/ is a package of its own, so that the workspace goes without DuckDB; only reading is compared with it.
const needed = ['hvamp', 'autocannon', 'cli-table3', '@tensorflow/tfjs-backend-wasm', 'koffi']
if (!needed.every(isInstalled) || (needsDuckdb && !isInstalled('@duckdb/node-api'))) {
  const optional = needsDuckdb ? [] : ['--no-optional']
  pnpm('--dir', folder, '--ignore-workspace', 'install', '--no-lockfile', ...optional)
}
run(process.execPath, [join(folder, 'run.mjs'), ...args])
