import { rmSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { placeFile } from '@hvamp/files'
import { endTidily } from '../process/interrupt'

/** Files that are being written, by their paths for the moment. */
const begun = new Set<string>()

/** Writes a file as `placeFile` does; where this process ends meanwhile, also by a signal, nothing is left of it. */
export async function placeTidily<T>(
  path: string,
  write: (file: FileHandle, temporaryPath: string) => Promise<T>,
  nameOf: (written: T) => string,
): Promise<T> {
  let temporary: string | undefined
  endTidily()
  if (!process.listeners('exit').includes(removeBegun)) process.on('exit', removeBegun)
  try {
    return await placeFile(
      path,
      (file, temporaryPath) => {
        temporary = temporaryPath
        begun.add(temporary)
        return write(file, temporary)
      },
      nameOf,
    )
  } finally {
    if (temporary !== undefined) begun.delete(temporary)
  }
}

function removeBegun(): void {
  for (const path of begun) {
    try {
      rmSync(path, { force: true })
    } catch {} // the others are removed all the same
  }
}
