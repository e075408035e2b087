import { join } from 'node:path'
import { begunSeeds } from '../planned/begun-seeds'
import { requireSameRuns } from '../planned/same-runs'
import { isBadInput } from '../process/bad-input'
import { type RowRuns, runsOfTable, type TableOptions } from './planned-rows'
import type { PublishedTable } from './published-table'
import { seedsInReport } from './report-files'

/** The data as they are now, which runs of before must have been made of. */
interface ReadData {
  readonly sha256: string
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * The rows of a table, of which those that are not made now have all seeds that they were made with: none if they never were. Runs
 * with other options, or of other data, are left out.
 */
export async function runsBesideEarlier(
  table: PublishedTable,
  options: TableOptions,
  data: ReadData,
): Promise<RowRuns[]> {
  const planned = await seedsInReport(options.folder)
  return Promise.all(
    runsOfTable(table, options).map(async (row, i) => {
      if (row.isRequested) return row
      const { name } = row.row
      const begun = await begunSeeds(join(options.folder, 'runs'), (run) =>
        run.startsWith(`${name}-`) ? run.slice(name.length + 1) : undefined,
      )
      const seeds = [...new Set([...(planned.get(name) ?? []), ...begun])].sort((a, b) => a - b)
      const { runs } = runsOfTable(table, { ...options, seeds })[i]!
      const faults = await Promise.all(runs.map((run) => differenceOf(run, data)))
      return {
        ...row,
        runs: runs.filter((_, run) => faults[run] === undefined),
        leftOut: faults.flatMap((fault, run) =>
          fault === undefined ? [] : [`${runs[run]!.title}: left out: ${fault}`],
        ),
      }
    }),
  )
}

/** How a run differs from what it would be now; undefined if it does not. */
async function differenceOf(
  run: RowRuns['runs'][number],
  { sha256, settings }: ReadData,
): Promise<string | undefined> {
  try {
    await requireSameRuns([run], sha256, settings)
  } catch (error) {
    if (isBadInput(error)) return (error as Error).message
    throw error
  }
}
