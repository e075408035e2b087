// npm run same-bits -- COMMIT FILE: does the same seed still give the same bits? Trains four models with the code of a
// commit and with this one, on a file of ratings, and compares the digests of weights and metrics.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, install, root } from './pnpm.mjs'

const small = ['--epochs', '3', '--warm-up', '2']
const models = {
  'mult-vae': [...small, '--hidden', '100', '--latent', '50'],
  hvamp: [...small, '--hidden', '60', '--latent', '20', '--pseudo-inputs', '50'],
  ease: [],
  wmf: ['--epochs', '3', '--factors', '20'],
}
const common = ['--held-out', '100', '--seed', '7', '--threads', '1']

const [commit, file] = process.argv.slice(2)
if (!commit || !file) {
  console.error('usage: npm run same-bits -- COMMIT FILE')
  process.exit(2)
}
// biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it; no task of turbo's depends on it
const path = resolve(process.env.INIT_CWD ?? '.', file)
const scratch = mkdtempSync(join(tmpdir(), 'hvamp-same-bits-'))
const before = join(scratch, 'before')
try {
  git('worktree', 'add', '--quiet', '--detach', before, commit)
  for (const copy of [before, root]) buildIn(copy)
  let different = 0
  for (const [model, options] of Object.entries(models)) {
    for (const backend of ['wasm', 'native']) {
      const args = ['train', path, '--model', model, '--backend', backend, ...common, ...options]
      const digests = [before, root].map((copy, i) => train(copy, args, `${model}-${backend}-${i}`))
      if (digests.includes(undefined)) {
        console.log(`${model} on ${backend}: not trained, for this machine has no such backend`)
        continue
      }
      const isSame = digests[0] === digests[1]
      if (!isSame) different += 1
      console.log(`${model} on ${backend}: ${isSame ? 'same' : 'DIFFERENT'} (${digests.join(' ')})`)
    }
  }
  process.exitCode = different === 0 ? 0 : 1
} finally {
  git('worktree', 'remove', '--force', before)
  rmSync(scratch, { recursive: true, force: true })
}

function git(...args) {
  execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Installs and builds a copy by its own scripts. */
function buildIn(copy) {
  if (copy === root) {
    install()
    return build({ types: false })
  }
  const script = `const { build, install } = await import('./scripts/pnpm.mjs'); install(); build({ types: false })`
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: copy, stdio: 'inherit' })
}

/** The digest of the weights and metrics of one run, or undefined where the backend cannot start. */
function train(copy, args, name) {
  const out = join(scratch, name)
  const bin = join(copy, 'packages', 'hvamp', 'bin', 'hvamp.js')
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' }
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args, '--out', out], {
    encoding: 'utf8',
    env,
  })
  if (status !== 0 && args.includes('native')) return undefined
  if (status !== 0) throw new Error(`hvamp ${args.join(' ')}: ended with ${status}\n${stderr}`)
  const weights = readdirSync(join(out, 'model')).filter((found) => found.endsWith('.safetensors'))
  const { validation, test } = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'))
  const { popularity: _, ...own } = test.models // its equal scores rank in an order of the evaluation's
  const hash = createHash('sha256')
  for (const found of weights) hash.update(readFileSync(join(out, 'model', found)))
  return hash
    .update(JSON.stringify([validation ?? null, own]))
    .digest('hex')
    .slice(0, 16)
}
