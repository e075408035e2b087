import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type PlannedRun, stateOf } from '../planned/planned-run'
import { type RowRuns, runsOfTable, type TableOptions } from './planned-rows'
import type { PublishedTable } from './published-table'

/**
 * The runs of all rows. A row that is not made now, and of which the seeds asked for are not all there, has those of its seeds that
 * are finished.
 */
export async function runsBesideEarlier(table: PublishedTable, options: TableOptions): Promise<RowRuns[]> {
  return Promise.all(
    runsOfTable(table, options).map(async (row, i) => {
      if (row.isRequested || (await areFinished(row.runs))) return row
      const earlier = runsOfTable(table, { ...options, seeds: await seedsIn(options.folder, row.row.name) })[
        i
      ]!
      const finished = await Promise.all(earlier.runs.map(isFinished))
      const runs = earlier.runs.filter((_, run) => finished[run])
      return runs.length > 0 ? { ...row, runs } : row
    }),
  )
}

/** The seeds of a row that have a folder, in rising order. */
async function seedsIn(folder: string, row: string): Promise<number[]> {
  const names = await readdir(join(folder, 'runs')).catch(() => [])
  const seeds = names.filter((name) => name.startsWith(`${row}-`)).map((name) => name.slice(row.length + 1))
  return seeds
    .filter((seed) => /^\d+$/.test(seed))
    .map(Number)
    .sort((a, b) => a - b)
}

async function areFinished(runs: readonly PlannedRun[]): Promise<boolean> {
  return (await Promise.all(runs.map(isFinished))).every(Boolean)
}

async function isFinished(run: PlannedRun): Promise<boolean> {
  return (await stateOf(run)).state === 'finished'
}
