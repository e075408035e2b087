import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { amazonBook } from '../amazon-book.mjs'

const script = fileURLToPath(new URL('./implicit_als.py', import.meta.url))
const candidates = ['python3', '/usr/bin/python3', 'python']

export const howToGetImplicit = 'implicit was not found: pip install implicit, then run again'

/** A Python that has implicit, or undefined. */
export function pythonWithImplicit() {
  return candidates.find(
    (python) => spawnSync(python, ['-c', 'import implicit'], { stdio: 'ignore' }).status === 0,
  )
}

/**
 * Runs iterations of implicit on the interactions that hvamp has.
 *
 * @returns what the script prints
 * @throws if it fails; its errors are on this process's
 */
export async function runImplicit(python, { quick, ...options }) {
  const { offsets, items, userCount, itemCount } = await amazonBook({ quick })
  const folder = mkdtempSync(join(tmpdir(), 'hvamp-implicit-'))
  try {
    const path = join(folder, 'rows.txt')
    const rows = Array.from({ length: userCount }, (_, user) =>
      items.subarray(offsets[user], offsets[user + 1]).join(' '),
    )
    writeFileSync(path, `${rows.join('\n')}\n`)
    const given = JSON.stringify({ path, items: itemCount, ...options })
    const { status, signal, stdout, error } = spawnSync(python, [script, given], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    })
    if (error) throw error
    if (status !== 0) throw new Error(`implicit_als.py: must end with exit code 0, got ${signal ?? status}`)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
