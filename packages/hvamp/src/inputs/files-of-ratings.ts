import { createReadStream } from 'node:fs'
import { constants, createGunzip } from 'node:zlib'
import { isUndecided, type Reading, readInteractions } from '@hvamp/data'
import { columnOptions } from '../settings/data'

/** How many files of a folder are looked at. */
export const LOOKED_AT = 20
const most = 1 << 16 // bytes of a file that are read

/**
 * The files whose beginnings can be read as ratings; of files without any, those that can be read as interactions.
 *
 * @param paths of which the first 20 are looked at
 */
export async function filesOfRatings(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.slice(0, LOOKED_AT).map(async (path) => [path, await readingOf(path)] as const),
  )
  const read = found.flatMap(([path, reading]) => (reading ? [{ path, reading }] : []))
  const rated = read.filter(({ reading }) => reading.columns?.rating !== undefined)
  return (rated.length > 0 ? rated : read).map(({ path }) => path)
}

/** How the first lines of a file are read; undefined if they cannot be, or need options. */
async function readingOf(path: string): Promise<Reading | undefined> {
  const lines = await firstLines(path)
  if (lines.length === 0) return undefined
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  await readInteractions(new Blob([lines]), { onReading }).catch(() => undefined)
  return reading
}

/**
 * The columns without which the beginning of a file is not read, by the names of the reader's options, as its questions have them:
 * `{ 'columns.item': 'sid' }`; none of a file that is read as it is, or not even so.
 */
export async function likelyColumns(path: string): Promise<Readonly<Record<string, string | number>>> {
  const lines = await firstLines(path)
  const chosen: Record<string, string | number> = {}
  const columnRoles = Object.values(columnOptions)
  for (let asked = 0; asked <= columnRoles.length; asked++) {
    const columns = Object.fromEntries(
      columnRoles.flatMap((role) => {
        const column = chosen[`columns.${role}`]
        return column === undefined ? [] : [[role, column]]
      }),
    )
    const answer = await readInteractions(new Blob([lines]), { columns }).then(
      () => undefined,
      (error: unknown) => (isUndecided(error) ? error.likely : {}),
    )
    if (answer === undefined) return chosen
    const further = Object.entries(answer).filter(([option]) => option.startsWith('columns.'))
    if (further.every(([option]) => option in chosen)) return {}
    Object.assign(chosen, Object.fromEntries(further))
  }
  return {}
}

/** The bytes of the whole lines at the beginning of a file, gzip or not; none of a file that cannot be read. */
export async function firstLines(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = createReadStream(path, { end: most - 1 })
  const isPacked = /\.gz$/i.test(path)
  const bytes = isPacked ? file.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })) : file
  const pieces: Buffer[] = []
  try {
    for await (const piece of bytes) pieces.push(piece)
  } catch {
    return new Uint8Array(0) // its own reading says what is wrong with it
  }
  const all = Buffer.concat(pieces)
  const isWhole = !isPacked && all.length < most
  return new Uint8Array(isWhole ? all : all.subarray(0, all.lastIndexOf(10) + 1))
}

/** The first line of a file; '' if it cannot be read. */
export async function firstLine(path: string): Promise<string> {
  return new TextDecoder().decode(await firstLines(path)).split(/\r?\n/, 1)[0]!
}
