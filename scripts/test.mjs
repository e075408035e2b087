// npm test: installs, builds, lints, type-checks and runs every test. Arguments go to vitest.
import { join } from 'node:path'
import { build, install, root, run, runTogether } from './pnpm.mjs'

const bin = (name) => join(root, 'node_modules', '.bin', name)

install()
build()
await runTogether(
  [bin('biome'), 'check', '.'],
  [bin('knip'), '--no-progress', '--no-config-hints'],
  [bin('tsc'), '--noEmit'],
)
run(bin('vitest'), ['run', ...process.argv.slice(2)])
