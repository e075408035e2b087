import { createReadStream } from 'node:fs'
import { copyFile, type FileHandle, link, open, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ensureFolder, syncFolder } from '@hvamp/files'
import { fileLines } from '../files/file-lines'
import { isFile } from '../files/folders'
import { makeFolder } from '../files/new-folder'
import { placeTidily } from '../files/place-tidily'
import type { PartFormat } from '../settings/shard'
import type { AllParts } from './all-parts'
import { writeJoinedParquet } from './joined-parquet'

/** Writes all parts as one file, whole or not at all. */
export async function publishFile(path: string, all: AllParts): Promise<void> {
  await ensureFolder(dirname(path))
  await placeTidily(
    path,
    async (handle, temporary) => {
      const files = filesOf(all)
      if (all.job.partFormat === 'parquet') await writeJoinedParquet(temporary, files)
      else await writeFile(handle, joinedTexts(files, all.job.partFormat))
    },
    () => basename(path),
  )
}

/** Makes a folder with all parts and nothing else, which is there whole or not at all. This process must hold it. */
export async function publishFolder(folder: string, all: AllParts): Promise<void> {
  await makeFolder(folder, async (temporary) => {
    for (const file of filesOf(all)) await place(file, join(temporary, basename(file)))
    await syncFolder(temporary)
  })
}

/** Rows of a file that is replaced: 0 if it is not there. */
export async function rowsIn(path: string, format: PartFormat): Promise<number> {
  if (!(await isFile(path))) return 0
  if (format === 'parquet') {
    const { asyncBufferFromFile, parquetMetadataAsync } = await import('hyparquet')
    const file = await asyncBufferFromFile(path)
    return parquetMetadataAsync(file).then(
      ({ num_rows }) => Number(num_rows),
      () => 0, // a file of another kind
    )
  }
  let lines = 0
  for await (const _ of fileLines(path)) lines++
  return format === 'csv' ? Math.max(0, lines - 1) : lines
}

function filesOf({ folder, parts }: AllParts): string[] {
  return parts.map(({ part }) => join(folder, part.file))
}

/** The texts of some files, one after another; of CSV, under one header. */
async function* joinedTexts(files: readonly string[], format: PartFormat): AsyncGenerator<Uint8Array> {
  for (const [number, file] of files.entries()) {
    let isPast = format !== 'csv' || number === 0
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      const newline = isPast ? -1 : piece.indexOf(10)
      if (isPast) yield piece
      else if (newline >= 0) {
        isPast = true
        yield piece.subarray(newline + 1)
      }
    }
  }
}

/** The same file in another folder: a part is never changed, so a link does, and on another disk a copy. */
async function place(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to)
    const copy: FileHandle = await open(to, 'r+')
    try {
      await copy.sync()
    } finally {
      await copy.close()
    }
  }
}
