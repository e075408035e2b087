import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./dense_vae.py', import.meta.url))
const candidates = ['python3', '/usr/bin/python3', 'python']

/** A Python that has PyTorch, or undefined. */
export function pythonWithTorch() {
  return candidates.find(
    (python) => spawnSync(python, ['-c', 'import numpy, torch'], { stdio: 'ignore' }).status === 0,
  )
}

export const howToGetTorch =
  'PyTorch was not found: apt install python3-torch (Debian, Ubuntu), or pip install torch numpy, then run again'

/**
 * Runs the dense implementation.
 *
 * @returns what it prints
 * @throws if it fails; its errors are on this process's
 */
export function runDense(python, options) {
  const { status, signal, stdout, error } = spawnSync(python, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (error) throw error
  if (status !== 0) throw new Error(`dense_vae.py: must end with exit code 0, got ${signal ?? status}`)
  return JSON.parse(stdout)
}
