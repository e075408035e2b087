import { fittingColumns, namesIds } from '../columns/column-names'
import { eventKinds } from '../columns/event-kinds'
import { undoneTest } from '../columns/undone-names'
import { NO_RATINGS } from '../reading/absent-values'
import type { FormatReading } from '../reading/reading'
import type { ReadingOptions } from '../reading/reading-options'
import { fileError, quoted, undecided } from '../values/file-error'

const SEGMENT = /(?<=^|[/\\])([^/\\=]+)=([^/\\]*)(?=[/\\])/g
const ENDING = /(?:\.[a-z]\w*)+$/i

/** A column that tables have in the names of their folders alone, as Hive and Spark write it: `rating=5/part-0.parquet`. */
export interface ColumnInPaths {
  readonly name: string
  /** Different ones. */
  readonly values: readonly string[]
  /** The query of DuckDB that writes it into a file with the others. */
  readonly query: string
}

/**
 * The first column in the paths of files that would count if it were in them, by the names that columns are known by: ratings, ids, kinds of
 * events and what became of orders. Undefined without one whose values differ.
 *
 * @example columnInPaths(['all/rating=1/a.csv', 'all/rating=2/a.csv'])?.name // 'rating'
 */
export function columnInPaths(paths: readonly string[]): ColumnInPaths | undefined {
  return columnsInPaths(paths).find(counts)
}

/**
 * @param format how the first of the files was read
 * @throws if such a column is not in the files, nor another one in its place
 */
export function requireColumnsInFiles(
  paths: readonly string[],
  { columns = {}, unread }: FormatReading,
  { ratings }: ReadingOptions,
): void {
  const inFiles = [...Object.values(columns), ...unread]
  const isLost = ({ name }: ColumnInPaths) => {
    if (inFiles.includes(name)) return false
    if (isOf(name, 'rating')) return ratings !== false && columns.rating === undefined
    const role = isId(name, 'user') ? 'user' : isId(name, 'item') ? 'item' : undefined
    return role === undefined || (typeof columns[role] === 'string' && !namesIds(columns[role], role))
  }
  const lost = columnsInPaths(paths).find((column) => counts(column) && isLost(column))
  if (!lost) return
  const { name, values, query } = lost
  const folders = values.slice(0, 2).map((value) => quoted(`${name}=${value}`))
  const got = `${quoted(name)} in the names of folders alone, ${folders.join(' and ')}: write it into a file, as ${query} does`
  const expected = 'columns that are in the files'
  throw isOf(name, 'rating')
    ? undecided(paths[0]!, expected, got, [NO_RATINGS])
    : fileError(paths[0]!, expected, got)
}

const isOf = (name: string, role: 'rating' | 'user' | 'item') =>
  fittingColumns([name], role, undefined).length > 0
const isId = (name: string, role: 'user' | 'item') => isOf(name, role) && namesIds(name, role)

/** Whether a column would change what is read. */
function counts({ name, values }: ColumnInPaths): boolean {
  if (isOf(name, 'rating') || isId(name, 'user') || isId(name, 'item')) return true
  const test = undoneTest(name)
  if (!test) return false
  const kinds = values.map((kind) => ({ kind, rows: 1 }))
  const areEvents = test.isOfEvents === true && eventKinds([{ column: name, kinds }]) !== undefined
  return areEvents || values.some(test.isUndone)
}

/** Keys of folders that have several values. */
function columnsInPaths(paths: readonly string[]): readonly ColumnInPaths[] {
  const found = new Map<string, Set<string>>()
  for (const path of paths) {
    for (const [, name, value] of path.matchAll(SEGMENT)) {
      found.set(name!, (found.get(name!) ?? new Set()).add(value!))
    }
  }
  const several = [...found].filter(([, values]) => values.size > 1)
  return several.map(([name, values]) => ({ name, values: [...values], query: queryOf(paths[0]!) }))
}

function queryOf(path: string): string {
  const [ending = ''] = ENDING.exec(path) ?? []
  const start = path.slice(0, path.search(/(?:^|(?<=[/\\]))[^/\\=]+=/))
  const kind = /parquet/i.test(ending) ? 'parquet' : /json/i.test(ending) ? 'json' : 'csv'
  const source = `read_${kind}('${start}**/*${ending}', hive_partitioning = true)`
  return `duckdb -c "copy (from ${source}) to 'all.parquet'"`
}
