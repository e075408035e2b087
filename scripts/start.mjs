// npm start [-- FILE]: installs, builds and runs the main job, on made-up ratings or on a file.
import { join } from 'node:path'
import { build, install, root, run } from './pnpm.mjs'

install()
build({ types: false })
// biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it; no task of turbo's depends on it
const cwd = process.env.INIT_CWD ?? process.cwd() // where npm was called: paths are relative to that
run(
  process.execPath,
  [join(root, 'packages', 'hvamp', 'bin', 'hvamp.js'), 'demo', ...process.argv.slice(2)],
  { cwd, env: { ...process.env, HVAMP_COMMAND: 'npm run -s hvamp --' } },
)
