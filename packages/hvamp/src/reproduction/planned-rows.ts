import { join } from 'node:path'
import type { PlannedRun } from '../planned/planned-run'
import { shortened } from '../planned/schedule'
import { badInput } from '../process/bad-input'
import { completeModel, type ModelOptions, modelTitle } from '../settings/model'
import type { Options } from '../settings/option-arguments'
import type { PublishedTable, TableRow } from './published-table'

/** What is asked of a table. */
export interface TableOptions {
  readonly folder: string
  /** Names of the rows, or undefined for all. */
  readonly rows: readonly string[] | undefined
  /** The same for all rows, or undefined for each row's own number of them. */
  readonly seeds: readonly number[] | undefined
  /** Share of the epochs, of the warm-up and of the patience; 1 is the paper's schedule. */
  readonly budget: number
  /** Options of train about the data. */
  readonly data: Options
}

/** A row with its runs, one for each seed. */
export interface RowRuns {
  readonly row: TableRow
  readonly title: string
  readonly runs: readonly PlannedRun[]
  /** Whether it is made now; the others are shown if they are there. */
  readonly isRequested: boolean
  /** Runs of before that are none of the row as it is asked for, and why. */
  readonly leftOut?: readonly string[]
}

const firstSeed = 98765

/**
 * The runs of all rows.
 *
 * @throws bad input if there is no row of a name
 */
export function runsOfTable(table: PublishedTable, options: TableOptions): RowRuns[] {
  const names = table.rows.map(({ name }) => name)
  const unknown = options.rows?.find((name) => !names.includes(name))
  if (unknown !== undefined) throw badInput(`--rows: must be of ${names.join(', ')}, got '${unknown}'`)
  return table.rows.map((row) => {
    const title = [titleOf(row), row.remark].filter(Boolean).join(', ')
    const seeds = options.seeds ?? Array.from({ length: row.seeds ?? 1 }, (_, i) => firstSeed + i)
    return {
      row,
      title,
      runs: seeds.map((seed) => runOf(row, title, seed, table, options)),
      isRequested: options.rows?.includes(row.name) ?? true,
    }
  })
}

function titleOf({ model, options }: TableRow): string {
  return modelTitle(completeModel({ ...(options as Partial<ModelOptions>), model }))
}

function runOf(
  { name, model, options }: TableRow,
  title: string,
  seed: number,
  { dataSet, metrics }: PublishedTable,
  { folder, budget, data }: TableOptions,
): PlannedRun {
  const own = `${name}-${seed}`
  return {
    name: own,
    title: seed === firstSeed ? title : `${title}, seed ${seed}`,
    folder: join(folder, 'runs', own),
    data: dataSet,
    options: {
      model,
      ...options,
      ...shortened({ ...options, model }, budget),
      ...data,
      metrics: metrics.join(','),
      seed,
    },
  }
}
