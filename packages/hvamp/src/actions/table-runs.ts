import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { experimentFormat } from '../experiments/experiment-report'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { tableFormat } from '../reproduction/report-files'
import { runFiles } from '../runs/run-files'

/** A row of a table that `hvamp reproduce` made, with its runs that are measured. */
export interface TableRow {
  readonly name: string
  /** Of the runs, those of all folds and seeds; none while one is missing. */
  readonly folders: readonly string[]
}

const names = z.array(z.object({ name: z.string() }))

/** What is read of the `report.json` of a table: one of our own, a published one, or a file of others. */
const report = z.union([
  z.object({
    format: z.literal(experimentFormat),
    systems: z.array(z.object({ name: z.string(), folders: z.array(z.string()) })),
  }),
  z.object({ format: z.literal(tableFormat), rows: z.array(z.object({ name: z.string(), runs: names })) }),
  z.unknown().transform(() => undefined),
])

/** The rows of the table in a folder; undefined if there is none. */
async function rowsOfTable(folder: string): Promise<TableRow[] | undefined> {
  const path = join(folder, 'report.json')
  if (!(await isFile(path)) || (await isFile(join(folder, runFiles.config)))) return undefined
  const found = await readJson(path, report)
  if (found === undefined) return undefined
  return found.format === experimentFormat
    ? found.systems.map(({ name, folders }) => ({ name, folders: folders.map((run) => join(folder, run)) }))
    : found.rows.map(({ name, runs }) => ({
        name,
        folders: runs.map((run) => join(folder, 'runs', run.name)),
      }))
}

/**
 * The rows that a path stands for: of the folder of a table all that are measured, of the folder of a row this one.
 *
 * @returns undefined if the path is neither
 * @throws bad input if no such row is measured
 */
export async function measuredRows(path: string): Promise<TableRow[] | undefined> {
  const table = await rowsOfTable(path)
  if (!table && (await isFile(join(path, runFiles.config)))) return undefined
  const name = basename(resolve(path))
  const rows = table ?? (await rowsOfTable(join(path, '..')))?.filter((row) => row.name === name)
  if (!rows || (!table && rows.length === 0)) return undefined
  const measured = rows.filter(({ folders }) => folders.length > 0)
  if (measured.length > 0) return measured
  const needed = table ? 'a table with a row that is measured' : 'a row that is measured'
  throw badInput(`${path}: must be ${needed}, got none: the same hvamp reproduce goes on with it`)
}
