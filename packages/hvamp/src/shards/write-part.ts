import { type FileHandle, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placeFile } from '@hvamp/files'
import { csvLine } from '../files/csv'
import { inPieces } from '../files/in-pieces'
import { identify } from '../files/source-file'
import type { PartFormat } from '../settings/shard'
import { parquetRows } from './parquet-rows'
import type { PartManifest } from './part-manifest'
import type { PartTable } from './part-table'

/** Writes a part whole or not at all. */
export async function writePart<Record>(
  folder: string,
  file: string,
  {
    format,
    table,
    records,
    spreadsheetSafe = false,
  }: {
    readonly format: PartFormat
    readonly table: PartTable<Record>
    readonly records: AsyncIterable<Record>
    readonly spreadsheetSafe?: boolean
  },
): Promise<PartManifest['part']> {
  return placeFile(
    join(folder, file),
    async (handle, path) => {
      const rows = await fill[format](table as PartTable<unknown>, records, { handle, path, spreadsheetSafe })
      const { bytes, sha256 } = await identify(path)
      return { file, bytes, sha256, rows }
    },
    () => file,
  )
}

/** An empty file. */
interface EmptyFile {
  readonly handle: FileHandle
  readonly path: string
  readonly spreadsheetSafe: boolean
}

type Fill = (table: PartTable<unknown>, records: AsyncIterable<unknown>, file: EmptyFile) => Promise<number>

/** What fills a file with records; the number of its rows. */
const fill: Readonly<Record<PartFormat, Fill>> = {
  async parquet({ columns, rowsOf }, records, { path }) {
    const rows = parquetRows(path, columns)
    for await (const record of records) {
      for (const row of rowsOf(record)) {
        const writing = rows.add(row)
        if (writing) await writing
      }
    }
    return rows.finish()
  },
  async csv({ columns, rowsOf }, records, { handle, spreadsheetSafe }) {
    let count = 0
    async function* lines() {
      yield `${csvLine(columns.map(({ name }) => name))}\n`
      for await (const record of records) {
        let text = ''
        for (const row of rowsOf(record)) {
          text += `${csvLine(row as readonly (string | number)[], { spreadsheetSafe })}\n`
          count++
        }
        yield text
      }
    }
    await writeFile(handle, inPieces(lines()))
    return count
  },
  async jsonl({ lineOf }, records, { handle }) {
    let count = 0
    async function* lines() {
      for await (const record of records) {
        yield `${JSON.stringify(lineOf(record))}\n`
        count++
      }
    }
    await writeFile(handle, inPieces(lines()))
    return count
  },
}
