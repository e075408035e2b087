import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { replaceFile } from '@hvamp/files'

/** Writes a file whole or not at all, in a folder that is made if it is not there. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(resolve(path)), { recursive: true }) // Node tries for ever to make a relative one where the working folder is gone
  await replaceFile(path, content)
}

/** Writes a value as an indented JSON file. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`)
}
