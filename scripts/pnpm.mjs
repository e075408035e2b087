import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Runs a command in the workspace root and ends this process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const shell = process.platform === 'win32' && command !== process.execPath // .cmd files need one
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell, ...options })
  if (error) throw new Error(`${command}: ${error.message}`, { cause: error })
  if (status !== 0) process.exit(status ?? 1)
}

/** Runs commands at the same time in the workspace root; once all have ended, ends this process with the exit code of one that failed. */
export async function runTogether(...commands) {
  const shell = process.platform === 'win32'
  const codes = commands.map(async ([command, ...args]) => {
    const [code] = await once(spawn(command, args, { cwd: root, stdio: 'inherit', shell }), 'close')
    return code ?? 1
  })
  const failed = (await Promise.all(codes)).find((code) => code !== 0)
  if (failed !== undefined) process.exit(failed)
}

/** Runs the pinned pnpm, which npx brings (once): nothing has to be installed globally. */
export function pnpm(...args) {
  run('npx', ['--yes', '--prefer-offline', packageManager, ...args], {
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  })
}

/** Installs the dependencies, unless the last install was made from this very lock file. */
export function install() {
  const stamp = join(root, 'node_modules', '.installed')
  const lock = join(root, 'pnpm-lock.yaml')
  if (existsSync(stamp) && existsSync(lock) && readFileSync(stamp, 'utf8') === String(statSync(lock).mtimeMs))
    return
  pnpm('install', '--frozen-lockfile')
  writeFileSync(stamp, String(statSync(lock).mtimeMs))
}

/**
 * Builds every package; what has not changed comes from turbo's cache. Turbo looks for pnpm, so pnpm runs it.
 *
 * @param options.types whether declarations are made too, which takes most of the time and nothing needs to run
 */
export function build({ types = true } = {}) {
  const only = ['--filter=./packages/*', '--output-logs=errors-only']
  pnpm('exec', 'turbo', 'run', 'build', ...only, ...(types ? [] : ['--', '--no-dts']))
}
