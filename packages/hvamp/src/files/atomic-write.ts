import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file beside and renames it, so that a file of this name is always whole. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(beside, content, { flush: true })
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

/** Whether there is a file of this name. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** Rows as CSV under a header; cells with a comma, a quote or a line break are quoted. */
export function csv(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(','))
  return `${lines.join('\n')}\n`
}

function cell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
