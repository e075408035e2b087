import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { summarize } from '@hvamp/metrics'
import Papa from 'papaparse'
import { isFile } from '../files/folders'
import { badInput } from '../process/bad-input'
import { runFiles } from '../runs/run-files'
import { readRun } from '../runs/run-folder'
import { type RunMetrics, readRunMetrics } from '../runs/run-metrics'
import type { RunConfig } from '../settings/run-config'
import { startOf } from './run-start'

/** The test users of one model, in columns. */
export interface TestUsers {
  readonly ids: readonly string[]
  /** Items that the model saw of each. */
  readonly foldIn: readonly number[]
  readonly heldOut: readonly number[]
  /** By name, a value for each user. */
  readonly metrics: ReadonlyMap<string, readonly number[]>
}

/** A finished run, as its files tell it. */
export interface RunResults {
  readonly folder: string
  readonly config: RunConfig
  readonly metrics: RunMetrics
  /** By name of the model: its own, and popularity beside it. */
  readonly testUsers: ReadonlyMap<string, TestUsers>
  /** What it began with, if that was an earlier run. */
  readonly start?: string | undefined
  /** The series, tuning or row of a table that it was named with; undefined of a run named by itself. */
  readonly origin?: string | undefined
}

/** @throws bad input if the folder is no finished run, or its files do not fit together */
export async function readResults(folder: string): Promise<RunResults> {
  const config = await readRun(folder)
  const metrics = await readRunMetrics(folder)
  const path = join(folder, runFiles.perUser)
  const testUsers = await readPerUser(path)
  for (const [model, { metrics: recorded }] of Object.entries(metrics.test.models)) {
    for (const [name, { mean }] of Object.entries(recorded)) {
      const values = testUsers.get(model)?.metrics.get(name)
      const found = values ? summarize(values).mean : 'none'
      if (typeof found !== 'number' || Math.abs(found - mean) > 1e-9) {
        throw badInput(
          `${path}: ${name} of ${model} must have the mean ${mean} that ${runFiles.metrics} has, got ${found}`,
        )
      }
    }
  }
  if (!testUsers.has(config.options.model)) {
    throw badInput(
      `${path}: must have rows of ${config.options.model}, got those of ${[...testUsers.keys()]}`,
    )
  }
  return { folder, config, metrics, testUsers, start: await startOf(config) }
}

const leading = ['model', 'userId', 'foldIn', 'heldOut'] as const

async function readPerUser(path: string): Promise<Map<string, TestUsers>> {
  if (!(await isFile(path))) throw badInput(`${path}: must be a file that can be read, got no such file`)
  const { data: rows } = Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true })
  const [head = [], ...body] = rows
  const names = head.slice(leading.length)
  if (leading.some((name, column) => head[column] !== name) || names.length === 0) {
    throw badInput(
      `${path}: must have the columns ${leading.join(', ')} and metrics, got ${head.join(', ') || 'none'}`,
    )
  }
  const columns = new Map<string, Columns>()
  for (const [i, row] of body.entries()) {
    const where = `${path}:${i + 2}`
    if (row.length !== head.length) {
      throw badInput(`${where}: must have ${head.length} fields, got ${row.length}`)
    }
    const model = row[0]!
    if (!columns.has(model)) columns.set(model, emptyColumns(names))
    addRow(columns.get(model)!, { row, names, where })
  }
  return columns
}

interface Columns extends TestUsers {
  readonly ids: string[]
  readonly foldIn: number[]
  readonly heldOut: number[]
  readonly metrics: Map<string, number[]>
  readonly known: Set<string>
}

function emptyColumns(names: readonly string[]): Columns {
  const metrics = new Map(names.map((name) => [name, [] as number[]]))
  return { ids: [], foldIn: [], heldOut: [], metrics, known: new Set() }
}

function addRow(
  { ids, foldIn, heldOut, metrics, known }: Columns,
  { row, names, where }: { row: readonly string[]; names: readonly string[]; where: string },
): void {
  const [model = '', id = '', seen = '', hidden = '', ...values] = row
  if (known.has(id)) throw badInput(`${where}: users of ${model} must differ, got '${id}' twice`)
  known.add(id)
  ids.push(id)
  foldIn.push(numberIn(seen, { where, name: 'foldIn', least: 0 }))
  heldOut.push(numberIn(hidden, { where, name: 'heldOut', least: 1 }))
  for (const [i, name] of names.entries()) {
    metrics.get(name)!.push(numberIn(values[i]!, { where, name, least: 0, most: 1 }))
  }
}

function numberIn(
  text: string,
  { where, name, least, most }: { where: string; name: string; least: number; most?: number },
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  const isCount = most === undefined
  const upper = most ?? Number.MAX_SAFE_INTEGER
  if (value >= least && value <= upper && (!isCount || Number.isInteger(value))) return value
  const rule = isCount ? `a whole number of at least ${least}` : `a number from ${least} to ${most}`
  throw badInput(`${where}: ${name} must be ${rule}, got '${text}'`)
}
