import { fittingColumns, namesIds, plainName } from '../columns/column-names'
import { eventKinds } from '../columns/event-kinds'
import { undoneTest } from '../columns/undone-names'
import { NO_RATINGS } from '../reading/absent-values'
import type { FormatReading } from '../reading/reading'
import type { ReadingOptions } from '../reading/reading-options'
import { fileError, quoted, undecided } from '../values/file-error'

const SEGMENT = /(?<=^|[/\\])([^/\\=]+)=([^/\\]*)(?=[/\\])/g
/** Flags of rows that are in the part for validation, or of orders that hold: nothing says which. */
const OF_PARTS = /^(?:is)?valid$/
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
 * @param start the folder that the query reads, with its separator; without it the whole table, above the first folder with such a name
 * @example columnInPaths(['all/rating=1/a.csv', 'all/rating=2/a.csv'])?.name // 'rating'
 */
export function columnInPaths(paths: readonly string[], start?: string): ColumnInPaths | undefined {
  return columnsInPaths(paths, start).find(counts)
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
  const inFiles = [...Object.values(columns), ...unread].map((name) => plainName(String(name)))
  const isLost = ({ name }: ColumnInPaths) => {
    if (inFiles.includes(plainName(name))) return false
    if (isOf(name, 'rating')) return ratings !== false && columns.rating === undefined
    const role = isId(name, 'user') ? 'user' : isId(name, 'item') ? 'item' : undefined
    return role === undefined || (typeof columns[role] === 'string' && !namesIds(columns[role], role))
  }
  const lost = columnsInPaths(paths, commonFolder(paths)).find((column) => counts(column) && isLost(column))
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
  const test = OF_PARTS.test(plainName(name)) ? undefined : undoneTest(name)
  if (!test) return false
  const kinds = values.map((kind) => ({ kind, rows: 1 }))
  const areEvents = test.isOfEvents === true && eventKinds([{ column: name, kinds }]) !== undefined
  return areEvents || values.some(test.isUndone)
}

/** Keys of folders that have several values. */
function columnsInPaths(
  paths: readonly string[],
  start = wholeTable(paths[0] ?? ''),
): readonly ColumnInPaths[] {
  const found = new Map<string, Set<string>>()
  for (const path of paths) {
    for (const [, name, value] of path.matchAll(SEGMENT)) {
      found.set(name!, (found.get(name!) ?? new Set()).add(value!))
    }
  }
  const several = [...found].filter(([, values]) => values.size > 1)
  return several.map(([name, values]) => ({ name, values: [...values], query: queryOf(paths, start) }))
}

/** The folder with those named as key and value. */
const wholeTable = (path: string) => path.slice(0, path.search(/(?:^|(?<=[/\\]))[^/\\=]+=/))

/** The innermost folder that has all files, with its separator. */
function commonFolder([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const path of others) while (!path.startsWith(first.slice(0, length))) length--
  return first.slice(0, length).replace(/[^/\\]*$/, '')
}

/** Reads the files of all endings below a folder, each once: `*.csv` matches `a.v1.csv`, too. */
function queryOf(paths: readonly string[], start: string): string {
  const endings = [...new Set(paths.map((path) => ENDING.exec(path)?.[0] ?? ''))]
  const outer = endings.filter(
    (ending) => !endings.some((other) => other !== ending && ending.endsWith(other)),
  )
  const patterns = outer.map((ending) => inSql(`${start.replace(/[*?[]/g, '[$&]')}**/*${ending}`))
  const kind = /parquet/i.test(endings[0]!) ? 'parquet' : /json/i.test(endings[0]!) ? 'json' : 'csv'
  const files = patterns.length === 1 ? patterns[0] : `[${patterns.join(', ')}]`
  const query = `copy (from read_${kind}(${files}, hive_partitioning = true)) to 'all.parquet'`
  return `duckdb -c "${query.replace(/["$`]/g, '\\$&')}"`
}

const inSql = (text: string) => `'${text.replaceAll("'", "''")}'`
