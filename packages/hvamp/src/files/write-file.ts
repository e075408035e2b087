import { writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ensureFolder } from '@hvamp/files'
import { placeTidily } from './place-tidily'

/** Writes a file whole or not at all, in a folder that is made if it is not there. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await ensureFolder(dirname(path))
  await placeTidily(
    path,
    (file) => writeFile(file, content),
    () => basename(path),
  )
}

/** Writes a value as an indented JSON file. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`)
}
